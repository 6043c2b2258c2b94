package io.rapport.metrics.timeline;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageEvent;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageSent;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.event.PricingCategory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All that is known of one outbound message, merged: accepted &lt; sent &lt; delivered &lt; read
 * &lt; played, the first time of each rank, where a rank implies all below it. {@code failed}
 * stands aside.
 *
 * @param sentAt when the Graph API accepted it, if that was registered; else the earliest fact
 * @param lastReceiptAt the latest read or played
 * @param clockSkew whether a status carries a time before the sending; it then happened at the
 *     sending
 * @param onlyFailed whether a failure was reported, and nothing that shows it left
 */
record SentMessage(
    UUID messageId,
    int channelId,
    Instant sentAt,
    Optional<Instant> deliveredAt,
    Optional<Instant> readAt,
    Optional<Instant> playedAt,
    Optional<Instant> lastReceiptAt,
    Optional<Instant> failedAt,
    OptionalInt errorCode,
    boolean onlyFailed,
    boolean clockSkew,
    Optional<PricingCategory> category,
    boolean free,
    MessageLabel label) {

  /**
   * @param facts about one message, none of it received; not empty, in {@link EventOrder}
   */
  static SentMessage merge(List<MessageEvent> facts) {
    var first = facts.getFirst();
    var sentAt =
        firstTime(facts, kind -> kind == EventKind.MESSAGE_ACCEPTED).orElse(first.occurredAt());
    var failed = facts.stream().filter(fact -> fact.kind() == EventKind.STATUS_FAILED).findFirst();
    return new SentMessage(
        first.messageId(),
        first.channelId(),
        sentAt,
        firstTime(facts, SentMessage::impliesDelivered).map(notBefore(sentAt)),
        firstTime(facts, SentMessage::impliesRead).map(notBefore(sentAt)),
        firstTime(facts, kind -> kind == EventKind.STATUS_PLAYED).map(notBefore(sentAt)),
        firstTime(facts.reversed(), SentMessage::impliesRead),
        failed.map(MessageEvent::occurredAt).map(notBefore(sentAt)),
        failed
            .filter(MessageStatus.class::isInstance)
            .map(status -> ((MessageStatus) status).errorCode())
            .orElse(OptionalInt.empty()),
        failed.isPresent() && facts.stream().noneMatch(fact -> showsSent(fact.kind())),
        first.occurredAt().isBefore(sentAt),
        facts.stream()
            .filter(MessageStatus.class::isInstance)
            .flatMap(status -> ((MessageStatus) status).category().stream())
            .findFirst(),
        facts.stream().anyMatch(fact -> fact instanceof MessageStatus status && status.free()),
        label(facts));
  }

  private static UnaryOperator<Instant> notBefore(Instant sentAt) {
    return time -> time.isBefore(sentAt) ? sentAt : time;
  }

  private static boolean showsSent(EventKind kind) {
    return kind == EventKind.MESSAGE_ECHOED
        || kind == EventKind.STATUS_SENT
        || impliesDelivered(kind);
  }

  private static boolean impliesDelivered(EventKind kind) {
    return kind == EventKind.STATUS_DELIVERED || impliesRead(kind);
  }

  private static boolean impliesRead(EventKind kind) {
    return kind == EventKind.STATUS_READ || kind == EventKind.STATUS_PLAYED;
  }

  private static Optional<Instant> firstTime(List<MessageEvent> facts, Predicate<EventKind> rank) {
    return facts.stream()
        .filter(fact -> rank.test(fact.kind()))
        .map(MessageEvent::occurredAt)
        .findFirst();
  }

  /**
   * Field by field: what was registered when it was sent, else the earliest status that says
   * something about it.
   */
  private static MessageLabel label(List<MessageEvent> facts) {
    var labels =
        Stream.concat(
                facts.stream().filter(MessageSent.class::isInstance),
                facts.stream().filter(MessageStatus.class::isInstance))
            .map(SentMessage::labelOf)
            .toList();
    return new MessageLabel(
        firstSaid(labels, MessageLabel::origin),
        firstSaid(labels, MessageLabel::campaign),
        firstSaid(labels, MessageLabel::variant),
        firstSaid(labels, MessageLabel::template),
        firstSaid(labels, MessageLabel::language),
        firstSaid(labels, MessageLabel::segment),
        firstSaid(labels, MessageLabel::format));
  }

  private static MessageLabel labelOf(MessageEvent fact) {
    return switch (fact) {
      case MessageSent sent -> sent.label();
      case MessageStatus status -> status.label();
      case MessageReceived received -> MessageLabel.NONE;
    };
  }

  private static <T> Optional<T> firstSaid(
      List<MessageLabel> labels, Function<MessageLabel, Optional<T>> part) {
    return labels.stream().map(part).flatMap(Optional::stream).findFirst();
  }
}
