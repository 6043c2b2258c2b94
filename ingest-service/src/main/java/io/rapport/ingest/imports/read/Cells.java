package io.rapport.ingest.imports.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The named values of one row. Getters answer or throw {@link FaultException}, which names the
 * column and repeats nothing of what stood there.
 */
final class Cells {

  private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(,\\d{3})+");
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_ID = 256;

  private final Map<String, String> values;

  Cells(Map<String, String> values) {
    this.values = values;
  }

  /** A cell cannot be understood. */
  static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String column;

    FaultException(String column, String reason) {
      super(reason);
      this.column = column;
    }

    Row.Faulty at(long line) {
      return new Row.Faulty(line, column, getMessage());
    }
  }

  void requireKnown(Set<String> known) throws FaultException {
    for (var column : values.keySet()) {
      if (!known.contains(column)) {
        throw new FaultException(column, "is not known; known are " + String.join(", ", known));
      }
    }
  }

  Optional<String> text(String column) {
    return Optional.ofNullable(values.get(column)).filter(value -> !value.isBlank());
  }

  Optional<String> name(String column) throws FaultException {
    return bounded(column, LONGEST_NAME);
  }

  Optional<String> id(String column) throws FaultException {
    return bounded(column, LONGEST_ID);
  }

  private Optional<String> bounded(String column, int longest) throws FaultException {
    var value = text(column).map(String::strip);
    if (value.isPresent()
        && (value.get().length() > longest
            || value.get().codePoints().anyMatch(Cells::unprintable))) {
      throw new FaultException(column, "must have 1 to " + longest + " characters in one line");
    }
    return value;
  }

  /** Control characters, line breaks, and half a surrogate pair, which nobody can store. */
  private static boolean unprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  String required(String column) throws FaultException {
    var value = id(column);
    if (value.isEmpty()) {
      throw new FaultException(column, "is missing");
    }
    return value.get();
  }

  /** RFC 3339 with an offset, or seconds since the epoch. */
  Optional<Instant> instant(String column) throws FaultException {
    var value = text(column).map(String::strip);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var time = instant(value.get(), column);
    if (time.isBefore(EARLIEST) || !time.isBefore(END)) {
      throw new FaultException(column, "must be in the years 2009 to 2100");
    }
    return Optional.of(time);
  }

  private static Instant instant(String value, String column) throws FaultException {
    try {
      return value.chars().allMatch(c -> c >= '0' && c <= '9')
          ? Instant.ofEpochSecond(Long.parseLong(value))
          : OffsetDateTime.parse(value.replace(' ', 'T')).toInstant();
    } catch (DateTimeException | NumberFormatException e) {
      throw new FaultException(
          column, "must be a time such as 2026-11-01T10:00:00Z, or seconds since 1970");
    }
  }

  Instant requiredInstant(String column) throws FaultException {
    var time = instant(column);
    if (time.isEmpty()) {
      throw new FaultException(column, "is missing");
    }
    return time.get();
  }

  Optional<Long> count(String column) throws FaultException {
    var value =
        text(column)
            .map(String::strip)
            .map(text -> GROUPED.matcher(text).matches() ? text.replace(",", "") : text);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      long count = Long.parseLong(value.get());
      if (count >= 0) {
        return Optional.of(count);
      }
    } catch (NumberFormatException e) {
      throw new FaultException(column, "must be a whole number");
    }
    throw new FaultException(column, "must not be negative");
  }

  /**
   * @param order of a day that is written in numbers alone and does not begin with its year
   */
  LocalDate day(String column, Optional<DateOrder> order) throws FaultException {
    return WrittenDay.read(required(column), order)
        .orElseThrow(
            () ->
                new FaultException(
                    column, "must be a date such as 2026-11-01; for 11/01/2026 give dateOrder"));
  }
}
