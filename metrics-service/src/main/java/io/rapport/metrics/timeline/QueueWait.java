package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An episode's wait for a person.
 *
 * @param enteredAt when it was handed over, or opened where no bot took part
 * @param lastInboundAt the customer's last message before 24 hours without one: the
 *     customer-service window ends 24 hours after it, though not before the wait began
 * @param answeredAt the first answer by a person, or by nobody knows whom, while the window lasted
 * @param brief whether it was over without an answer in less than a minute
 */
public record QueueWait(
    Instant enteredAt, Instant lastInboundAt, Optional<Instant> answeredAt, boolean brief) {

  public QueueWait {
    requireNonNull(enteredAt, "enteredAt is null");
    requireNonNull(lastInboundAt, "lastInboundAt is null");
    requireNonNull(answeredAt, "answeredAt is null");
  }
}
