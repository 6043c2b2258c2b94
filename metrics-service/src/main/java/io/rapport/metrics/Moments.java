package io.rapport.metrics;

import io.rapport.common.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads moments from URLs and says what is wrong with those that are none. */
public final class Moments {

  /** Timestamps before WhatsApp existed or far ahead are mistakes, and break calendars. */
  private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2101-01-01T00:00:00Z");

  private Moments() {}

  /**
   * @param text a date, which is its beginning in the zone, or an instant
   * @param parameter what it is the value of
   * @throws io.rapport.common.problem.ProblemException if it is neither, or not of 2009 to 2100
   */
  public static Instant read(String text, String parameter, ZoneId zone) {
    if (text.length() <= 10) {
      try {
        return checked(LocalDate.parse(text).atStartOfDay(zone).toInstant(), parameter);
      } catch (DateTimeException e) {
        throw Problem.badRequest(parameter, "This is no date. Write it as in 2026-10-31.");
      }
    }
    return instant(text, parameter);
  }

  /**
   * @throws io.rapport.common.problem.ProblemException if it is no instant, or not of 2009 to 2100
   */
  public static Instant instant(String text, String parameter) {
    try {
      return checked(OffsetDateTime.parse(text).toInstant(), parameter);
    } catch (DateTimeException e) {
      throw Problem.badRequest(
          parameter,
          "This is neither a date nor an instant. Write it as in 2026-10-31 or"
              + " 2026-10-31T08:30:00Z; a plus sign must be escaped as %2B.");
    }
  }

  /** Whether a fact or a question can be of this moment. */
  public static boolean plausible(Instant moment) {
    return !moment.isBefore(EARLIEST) && !moment.isAfter(LATEST);
  }

  private static Instant checked(Instant moment, String parameter) {
    if (!plausible(moment)) {
      throw Problem.badRequest(parameter, "Use a moment between 2009 and 2100.");
    }
    return moment;
  }
}
