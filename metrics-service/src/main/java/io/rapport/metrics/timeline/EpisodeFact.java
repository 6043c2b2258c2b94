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
 * @param label of the message of ours that the opening message answers
 * @param bot the part of a bot, if it had one
 * @param queue the wait for a person, if there was one
 * @param nextOpenedAt once it is over: when the contact's next episode opened, on any channel
 * @param conversions what was bought in it or soon after
 */
public record EpisodeFact(
    UUID episodeId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    Instant openedAt,
    Instant lastMessageAt,
    Optional<Closing> closing,
    Initiator initiatedBy,
    int inboundCount,
    int outboundCount,
    CampaignLabel label,
    Optional<BotPart> bot,
    Optional<QueueWait> queue,
    Optional<Instant> nextOpenedAt,
    EpisodeConversions conversions) {

  public EpisodeFact {
    requireNonNull(episodeId, "episodeId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(openedAt, "openedAt is null");
    requireNonNull(lastMessageAt, "lastMessageAt is null");
    requireNonNull(closing, "closing is null");
    requireNonNull(initiatedBy, "initiatedBy is null");
    requireNonNull(label, "label is null");
    requireNonNull(bot, "bot is null");
    requireNonNull(queue, "queue is null");
    requireNonNull(nextOpenedAt, "nextOpenedAt is null");
    requireNonNull(conversions, "conversions is null");
  }

  /** The same, followed by another, and with what was bought. */
  EpisodeFact with(Optional<Instant> opened, EpisodeConversions bought) {
    return new EpisodeFact(
        episodeId,
        channelId,
        exclusion,
        lifecycle,
        openedAt,
        lastMessageAt,
        closing,
        initiatedBy,
        inboundCount,
        outboundCount,
        label,
        bot,
        queue,
        opened,
        bought);
  }

  /** When it ended, once it is over. */
  public Optional<Instant> closedAt() {
    return closing.map(Closing::at);
  }
}
