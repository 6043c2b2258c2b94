package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.HandoverReason;
import java.time.Instant;
import java.util.Optional;

/**
 * A bot's episode was handed to a person.
 *
 * @param reason why, where the source said so
 * @param humanAt the first message of a person from then on, before the contact's next episode
 */
public record Escalation(Instant at, Optional<HandoverReason> reason, Optional<Instant> humanAt) {

  public Escalation {
    requireNonNull(at, "at is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(humanAt, "humanAt is null");
  }
}
