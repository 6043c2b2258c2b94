package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How long a turn waited during business hours, in whole seconds: nothing without a calendar, and
 * nothing where nobody of the kind answered.
 *
 * @param any to the first answer
 * @param human to the first answer of a person, from when its clock runs
 * @param bot to the first answer of a bot
 */
public record BusinessWaits(Optional<Long> any, Optional<Long> human, Optional<Long> bot) {

  public static final BusinessWaits NONE =
      new BusinessWaits(Optional.empty(), Optional.empty(), Optional.empty());

  public BusinessWaits {
    requireNonNull(any, "any is null");
    requireNonNull(human, "human is null");
    requireNonNull(bot, "bot is null");
  }

  static BusinessWaits of(
      BusinessHours hours,
      Instant startedAt,
      Instant humanFrom,
      Optional<Instant> any,
      Optional<Instant> human,
      Optional<Instant> bot) {
    return new BusinessWaits(
        any.map(at -> hours.between(startedAt, at)),
        human.map(at -> hours.between(humanFrom, at)),
        bot.map(at -> hours.between(startedAt, at)));
  }
}
