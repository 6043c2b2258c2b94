package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One demand of a customer: from a substantive message to the silence or the declaration that ends
 * it.
 *
 * @param episodeId the message that opened it
 * @param closing when and by what it ended, once it is over
 * @param inboundCount substantive messages of the customer
 * @param outboundCount messages of the business, of every origin
 */
public record EpisodeFact(
    UUID episodeId,
    int channelId,
    Exclusion exclusion,
    Instant openedAt,
    Instant lastMessageAt,
    Optional<Closing> closing,
    Initiator initiatedBy,
    int inboundCount,
    int outboundCount) {

  public EpisodeFact {
    requireNonNull(episodeId, "episodeId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(openedAt, "openedAt is null");
    requireNonNull(lastMessageAt, "lastMessageAt is null");
    requireNonNull(closing, "closing is null");
    requireNonNull(initiatedBy, "initiatedBy is null");
  }

  /** When it ended, once it is over. */
  public Optional<Instant> closedAt() {
    return closing.map(Closing::at);
  }
}
