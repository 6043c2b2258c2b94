package io.rapport.ingest.imports.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Tells the order of a chat's dates: in the right one they exist, and time goes on. */
final class ChatDates {

  private ChatDates() {}

  /** Empty if the day may as well be the month. */
  static Optional<DateOrder> order(List<ChatLine> lines) {
    if (lines.stream().anyMatch(line -> line.numbers().yearLeads())) {
      return Optional.of(DateOrder.YMD);
    }
    long dayFirst = contradictions(lines, DateOrder.DMY);
    long monthFirst = contradictions(lines, DateOrder.MDY);
    long yearFirst = contradictions(lines, DateOrder.YMD);
    // Years of two digits lead rarely: only where nothing else is possible.
    if (yearFirst == 0 && dayFirst > 0 && monthFirst > 0) {
      return Optional.of(DateOrder.YMD);
    }
    if (dayFirst != monthFirst) {
      return Optional.of(dayFirst < monthFirst ? DateOrder.DMY : DateOrder.MDY);
    }
    boolean same =
        lines.stream()
            .map(ChatLine::numbers)
            .allMatch(numbers -> numbers.first() == numbers.second());
    return same ? Optional.of(DateOrder.DMY) : Optional.empty();
  }

  /** Dates that do not exist, or lie more than a day before the one above. */
  private static long contradictions(List<ChatLine> lines, DateOrder order) {
    long contradictions = 0;
    var latest = LocalDate.EPOCH;
    for (var line : lines) {
      try {
        var date = line.numbers().in(order);
        if (date.isBefore(latest.minusDays(1))) {
          contradictions++;
        }
        latest = date;
      } catch (DateTimeException e) {
        contradictions++;
      }
    }
    return contradictions;
  }
}
