package io.rapport.ingest.imports.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A day as tables name it. */
final class WrittenDay {

  private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[T ].*)?");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})[./-](\\d{1,2})[./-](\\d{1,4})\\.?");

  /** With the month's name in English. */
  private static final List<DateTimeFormatter> NAMED =
      Stream.of("MMM d[,] uuuu", "MMMM d[,] uuuu", "d[.] MMM[,] uuuu", "d[.] MMMM[,] uuuu")
          .map(
              pattern ->
                  new DateTimeFormatterBuilder()
                      .parseCaseInsensitive()
                      .appendPattern(pattern)
                      .toFormatter(Locale.ENGLISH))
          .toList();

  private WrittenDay() {}

  /** Empty if it is none, or does not tell which. */
  static Optional<LocalDate> read(String text, Optional<DateOrder> order) {
    var iso = ISO.matcher(text);
    if (iso.matches()) {
      return parse(iso.group(1), DateTimeFormatter.ISO_LOCAL_DATE);
    }
    var numbers = NUMBERS.matcher(text);
    if (numbers.matches()) {
      return order.flatMap(
          known ->
              date(
                  known,
                  Integer.parseInt(numbers.group(1)),
                  Integer.parseInt(numbers.group(2)),
                  Integer.parseInt(numbers.group(3))));
    }
    return NAMED.stream().flatMap(format -> parse(text, format).stream()).findFirst();
  }

  private static Optional<LocalDate> date(DateOrder order, int first, int second, int third) {
    try {
      return Optional.of(order.date(first, second, third));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> parse(String text, DateTimeFormatter format) {
    try {
      return Optional.of(LocalDate.parse(text, format));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
