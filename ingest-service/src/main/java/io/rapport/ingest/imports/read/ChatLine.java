package io.rapport.ingest.imports.read;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a chat with which a message begins: its time, in the notation of the phone's language,
 * and what follows it.
 *
 * @param numbers the three of the date, in their order
 */
record ChatLine(long line, Numbers numbers, Clock clock, String rest) {

  /** The numbers of a date whose order is not known yet. */
  record Numbers(int first, int second, int third, boolean yearLeads) {

    /**
     * @throws java.time.DateTimeException if there is no such date
     */
    LocalDate in(DateOrder order) {
      return order.date(first, second, third);
    }
  }

  /** Hour, minute and second as they are written. */
  record Clock(int hour, int minute, int second) {

    /**
     * @throws java.time.DateTimeException if there is no such time
     */
    LocalTime time() {
      return LocalTime.of(hour, minute, second);
    }
  }

  /** How a phone writes; one file has one notation. */
  enum Notation {
    /** {@code [01.02.24, 13:05:09] Name: }. */
    IOS("\\[", "\\]\\s?"),
    /** {@code 1/2/2024, 1:05 pm - Name: }. */
    ANDROID("", "\\s-\\s");

    private static final String MARKS = "[\u200E\u200F\uFEFF]*";
    private static final String DATE =
        "(\\d{1,4})[./-]\\s?(\\d{1,2})[./-]\\s?(\\d{1,4})\\.?(?:\\s\\p{L}{1,3}\\.?)?";
    private static final String TIME =
        "(上午|下午|午前|午後|오전|오후)?\\s?(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?"
            + "(?:\\s?([AaPp])\\.?\\s?[Mm]\\.?)?(?:\\s\\p{L}{1,3}\\.?)?";

    private final Pattern pattern;

    Notation(String before, String after) {
      pattern =
          Pattern.compile(
              MARKS + before + DATE + ",?\\s+" + TIME + after + "(.*)",
              Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** Empty if no message begins with this text. */
    Optional<ChatLine> read(String text, long line) {
      var found = pattern.matcher(text);
      return found.matches()
          ? Optional.of(new ChatLine(line, numbers(found), clock(found), found.group(9)))
          : Optional.empty();
    }

    private static Numbers numbers(Matcher found) {
      return new Numbers(
          Integer.parseInt(found.group(1)),
          Integer.parseInt(found.group(2)),
          Integer.parseInt(found.group(3)),
          found.group(1).length() == 4);
    }

    private static Clock clock(Matcher found) {
      int hour = Integer.parseInt(found.group(5));
      var half = half(found);
      if (!half.isEmpty()) {
        hour = hour % 12 + (half.equals("p") ? 12 : 0);
      }
      return new Clock(
          hour,
          Integer.parseInt(found.group(6)),
          found.group(7) == null ? 0 : Integer.parseInt(found.group(7)));
    }

    /** Of the day: {@code a}, {@code p}, or empty where a day has 24 hours. */
    private static String half(Matcher found) {
      if (found.group(8) != null) {
        return found.group(8).toLowerCase(Locale.ROOT);
      }
      return switch (found.group(4)) {
        case null -> "";
        case "下午", "午後", "오후" -> "p";
        default -> "a";
      };
    }
  }
}
