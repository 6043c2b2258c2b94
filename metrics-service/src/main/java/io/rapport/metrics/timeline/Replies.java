package io.rapport.metrics.timeline;

import io.rapport.common.event.MessageReceived;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which business-initiated message each customer message of one channel answers: the one it quotes
 * or whose button was tapped, else the latest one sent before it. Words that end a subscription
 * answer nothing.
 */
final class Replies {

  private final Map<UUID, Outgoing> answered = new HashMap<>();
  private final Map<UUID, FirstReply> firstReplies = new HashMap<>();
  private final Set<UUID> skewed = new HashSet<>();

  /**
   * @param inbound in order
   */
  Replies(List<MessageReceived> inbound, Initiated initiated) {
    for (var reply : inbound) {
      if (reply.type().substantive() && !reply.optOutKeyword()) {
        initiated
            .meant(reply.context(), reply.occurredAt())
            .ifPresent(message -> attribute(reply, message));
      }
    }
  }

  private void attribute(MessageReceived reply, Outgoing message) {
    answered.put(reply.messageId(), message);
    boolean skew = reply.occurredAt().isBefore(message.sentAt());
    var first = new FirstReply(skew ? message.sentAt() : reply.occurredAt(), reply.type().tapped());
    if (firstReplies.putIfAbsent(message.messageId(), first) == null && skew) {
      skewed.add(message.messageId());
    }
  }

  /** The business-initiated message that a customer message answers. */
  Optional<Outgoing> answeredBy(UUID inboundId) {
    return Optional.ofNullable(answered.get(inboundId));
  }

  Optional<FirstReply> firstReplyTo(UUID outboundId) {
    return Optional.ofNullable(firstReplies.get(outboundId));
  }

  /** Whether the clocks had put that reply before the message. */
  boolean skewed(UUID outboundId) {
    return skewed.contains(outboundId);
  }
}
