package io.rapport.metrics.timeline;

import io.rapport.common.event.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was said between a contact and the business on one channel, and what answers what. */
final class Conversation {

  private final Channel channel;
  private final List<Outgoing> outbound;
  private final List<Outgoing> outboundInGroups;
  private final Replies replies;
  private final OptOuts optOuts;
  private final Sessions sessions;

  Conversation(Channel channel, Duration episodeTimeout) {
    this.channel = channel;
    var window = new CustomerWindow(channel.received);
    outbound = classify(channel.sent, window);
    outboundInGroups = classify(channel.sentInGroups, CustomerWindow.NEVER);
    var initiated = new Initiated(outbound);
    replies = new Replies(channel.received, initiated);
    optOuts = new OptOuts(channel.received, channel.preferences, initiated);
    sessions =
        new Sessions(
            channel.received,
            outbound,
            channel.care,
            channel.resolutions,
            replies,
            new QueueWaits(outbound, window),
            episodeTimeout);
  }

  private static List<Outgoing> classify(List<SentMessage> messages, CustomerWindow window) {
    return messages.stream()
        .map(message -> Outgoing.classify(message, window))
        .sorted(Outgoing.ORDER)
        .toList();
  }

  Sessions sessions() {
    return sessions;
  }

  /** What the business sent to the contact alone, in order. */
  List<Outgoing> outbound() {
    return outbound;
  }

  List<MessageFact> messages(
      Exclusion exclusion, Lifecycles lifecycles, Clicks clicks, Conversions conversions) {
    var facts = new ArrayList<MessageFact>();
    for (var message : channel.received) {
      facts.add(
          inbound(
              message,
              exclusion,
              lifecycles,
              replies.answeredBy(message.messageId()).map(Outgoing::messageId)));
    }
    for (var message : outbound) {
      var id = message.messageId();
      facts.add(
          outbound(
              message,
              exclusion,
              lifecycles,
              replies.firstReplyTo(id),
              clicks.firstOf(id),
              conversions.firstOf(id),
              optOuts.after(id),
              message.message().clockSkew()
                  || replies.skewed(id)
                  || clicks.skewed(id)
                  || optOuts.skewed(id)));
    }
    for (var message : channel.receivedInGroups) {
      facts.add(inbound(message, Exclusion.GROUP, lifecycles, Optional.empty()));
    }
    for (var message : outboundInGroups) {
      facts.add(
          outbound(
              message,
              Exclusion.GROUP,
              lifecycles,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              message.message().clockSkew()));
    }
    return facts;
  }

  private static InboundMessage inbound(
      MessageReceived message,
      Exclusion exclusion,
      Lifecycles lifecycles,
      Optional<UUID> repliesTo) {
    return new InboundMessage(
        message.messageId(),
        message.channelId(),
        exclusion,
        lifecycles.at(message.occurredAt()),
        message.occurredAt(),
        message.type(),
        repliesTo);
  }

  private static OutboundMessage outbound(
      Outgoing outgoing,
      Exclusion exclusion,
      Lifecycles lifecycles,
      Optional<FirstReply> firstReply,
      Optional<Instant> firstClickAt,
      Optional<Instant> convertedAt,
      Optional<Instant> optedOutAt,
      boolean clockSkew) {
    var message = outgoing.message();
    return new OutboundMessage(
        message.messageId(),
        message.channelId(),
        exclusion,
        lifecycles.at(message.sentAt()),
        message.sentAt(),
        outgoing.origin(),
        message.category(),
        message.free(),
        message.deliveredAt(),
        message.readAt(),
        message.playedAt(),
        message.failedAt(),
        message.errorCode(),
        firstReply,
        firstClickAt,
        convertedAt,
        optedOutAt,
        clockSkew,
        CampaignLabel.of(message.label()));
  }
}
