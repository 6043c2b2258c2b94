package io.rapport.ingest.completeness;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What every question about completeness may say. */
record CompletenessParameters(
    @QueryParam("account")
        @Parameter(
            description = "WABA id of the account; it must be among those your token names.",
            required = true,
            example = "102290129340398")
        String account,
    @QueryParam("from")
        @Parameter(
            description = "First day, in the zone. Default: a week before the end.",
            example = "2026-11-01")
        String from,
    @QueryParam("to")
        @Parameter(
            description = "The day that no longer belongs to it. Default: tomorrow.",
            example = "2026-11-08")
        String to,
    @QueryParam("zone")
        @Parameter(
            description = "IANA time zone of the days. Default: the account's.",
            example = "Europe/Berlin")
        String zone,
    @QueryParam("channel")
        @Parameter(description = "Only of this phone number id", example = "106540352242922")
        String channel) {

  private static final int DEFAULT_DAYS = 7;
  private static final LocalDate EARLIEST = LocalDate.of(2009, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2101, 1, 1);

  /** The account somebody must name. */
  String named() {
    if (account == null || account.isBlank()) {
      throw Problem.badRequest("account", "Say which account: its WABA id.");
    }
    return account;
  }

  /**
   * The days that are asked about.
   *
   * @throws io.rapport.common.problem.ProblemException 400 if they make no sense or are too many
   */
  Days days(Account known, Instant now, int most) {
    var place = zone(known);
    var end = to == null ? now.atZone(place).toLocalDate().plusDays(1) : date(to, "to");
    var first = from == null ? end.minusDays(DEFAULT_DAYS) : date(from, "from");
    if (!first.isBefore(end)) {
      throw Problem.badRequest("from", "The period is empty: from is not before to.");
    }
    if (ChronoUnit.DAYS.between(first, end) > most) {
      throw Problem.badRequest("from", "The period is longer than " + most + " days.");
    }
    return new Days(first, end, place);
  }

  private ZoneId zone(Account known) {
    var name = zone == null ? known.zone().getId() : zone;
    // Java also reads offsets and UTC+3, which the database takes for the opposite.
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    if (zone == null) {
      return ZoneId.of("UTC");
    }
    throw Problem.badRequest("zone", "This is no IANA time zone such as Europe/Berlin or UTC.");
  }

  private static LocalDate date(String text, String parameter) {
    LocalDate date;
    try {
      date = LocalDate.parse(text);
    } catch (DateTimeException noDate) {
      throw Problem.badRequest(parameter, "This is no date such as 2026-11-01.");
    }
    if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
      throw Problem.badRequest(parameter, "Use a day between 2009 and 2100.");
    }
    return date;
  }
}
