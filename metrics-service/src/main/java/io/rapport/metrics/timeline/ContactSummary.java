package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a contact did on all channels, groups left out.
 *
 * @param tags that somebody gave it and nobody took back
 * @param firstContactAt first message of whatever kind and direction
 * @param firstInboundAt first substantive message
 * @param lastInboundAt latest substantive message
 * @param lastReceiptAt latest read or played status: proof that receipts are switched on
 */
public record ContactSummary(
    List<String> tags,
    Optional<Instant> firstContactAt,
    Optional<Instant> firstInboundAt,
    Optional<Instant> lastInboundAt,
    Optional<Instant> lastReceiptAt) {

  /** Nothing is known. */
  public static final ContactSummary NONE =
      new ContactSummary(
          List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public ContactSummary {
    tags = List.copyOf(tags);
    requireNonNull(firstContactAt, "firstContactAt is null");
    requireNonNull(firstInboundAt, "firstInboundAt is null");
    requireNonNull(lastInboundAt, "lastInboundAt is null");
    requireNonNull(lastReceiptAt, "lastReceiptAt is null");
  }
}
