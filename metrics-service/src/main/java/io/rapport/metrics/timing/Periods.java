package io.rapport.metrics.timing;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Reads what every question about times says. */
@ApplicationScoped
class Periods {

  private final TimingSettings settings;
  private final Clock clock;

  Periods(TimingSettings settings, Clock clock) {
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The days until now, in whole seconds, by the account's clock. */
  HourQuery query(Account account, Integer days, String segment) {
    int back = days == null ? settings.days() : days;
    if (back < 1 || back > settings.mostDays()) {
      throw Problem.badRequest("days", "Say 1 to %d.".formatted(settings.mostDays()));
    }
    // PostgreSQL cannot store U+0000, so no fact has it.
    if (segment != null && segment.indexOf(0) >= 0) {
      throw Problem.badRequest("segment", "The value contains the character U+0000.");
    }
    var asOf = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    return new HourQuery(
        account.id(),
        asOf.minus(Duration.ofDays(back)),
        asOf,
        zone(account),
        Optional.ofNullable(segment));
  }

  /** Nothing is known of where a contact is, so its clock is taken to be the account's. */
  private static ZoneId zone(Account account) {
    // Java also reads offsets, which the database takes for the opposite.
    var id = account.zone().getId();
    return ZoneId.of(ZoneId.getAvailableZoneIds().contains(id) ? id : "UTC");
  }
}
