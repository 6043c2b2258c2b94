package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The first reply a business-initiated message got.
 *
 * @param at never before the message was sent
 * @param tapped whether the customer tapped a prepared answer
 */
public record FirstReply(Instant at, boolean tapped) {

  public FirstReply {
    requireNonNull(at, "at is null");
  }
}
