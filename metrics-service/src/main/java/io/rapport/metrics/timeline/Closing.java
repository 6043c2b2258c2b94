package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How an episode ended.
 *
 * @param at of its last message where silence ended it, else of the declaration
 */
public record Closing(Instant at, CloseReason reason) {

  public Closing {
    requireNonNull(at, "at is null");
    requireNonNull(reason, "reason is null");
  }
}
