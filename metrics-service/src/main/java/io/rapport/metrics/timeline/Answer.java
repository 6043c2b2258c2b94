package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Origin;
import java.time.Instant;

/** The first message of the business that answers a turn, by whomever. */
public record Answer(Instant at, Origin origin) {

  public Answer {
    requireNonNull(at, "at is null");
    requireNonNull(origin, "origin is null");
  }
}
