package io.rapport.metrics.timeline;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.event.PricingCategory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The statuses of one outbound message, merged: accepted &lt; sent &lt; delivered &lt; read &lt;
 * played, the first time of each rank, where a rank implies all below it. {@code failed} stands
 * aside.
 *
 * @param sentAt the earliest status of any kind
 * @param lastReceiptAt the latest read or played
 * @param onlyFailed whether nothing but a failure was ever reported
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
    Optional<PricingCategory> category,
    MessageLabel label) {

  /**
   * @param statuses of one message, not empty, in {@link EventOrder}
   */
  static SentMessage merge(List<MessageStatus> statuses) {
    var first = statuses.getFirst();
    return new SentMessage(
        first.messageId(),
        first.channelId(),
        first.occurredAt(),
        firstTime(statuses, SentMessage::impliesDelivered),
        firstTime(statuses, SentMessage::impliesRead),
        firstTime(statuses, kind -> kind == EventKind.STATUS_PLAYED),
        firstTime(statuses.reversed(), SentMessage::impliesRead),
        firstTime(statuses, kind -> kind == EventKind.STATUS_FAILED),
        statuses.stream()
            .filter(status -> status.kind() == EventKind.STATUS_FAILED)
            .findFirst()
            .map(MessageStatus::errorCode)
            .orElse(OptionalInt.empty()),
        statuses.stream().allMatch(status -> status.kind() == EventKind.STATUS_FAILED),
        firstSaid(statuses, MessageStatus::category),
        label(statuses));
  }

  private static boolean impliesDelivered(EventKind kind) {
    return kind == EventKind.STATUS_DELIVERED || impliesRead(kind);
  }

  private static boolean impliesRead(EventKind kind) {
    return kind == EventKind.STATUS_READ || kind == EventKind.STATUS_PLAYED;
  }

  private static Optional<Instant> firstTime(
      List<MessageStatus> statuses, Predicate<EventKind> rank) {
    return statuses.stream()
        .filter(status -> rank.test(status.kind()))
        .map(MessageStatus::occurredAt)
        .findFirst();
  }

  /** Field by field: the earliest status that says something about it. */
  private static MessageLabel label(List<MessageStatus> statuses) {
    return new MessageLabel(
        firstSaid(statuses, status -> status.label().origin()),
        firstSaid(statuses, status -> status.label().campaign()),
        firstSaid(statuses, status -> status.label().variant()),
        firstSaid(statuses, status -> status.label().template()),
        firstSaid(statuses, status -> status.label().language()),
        firstSaid(statuses, status -> status.label().segment()),
        firstSaid(statuses, status -> status.label().format()));
  }

  private static <T> Optional<T> firstSaid(
      List<MessageStatus> statuses, Function<MessageStatus, Optional<T>> part) {
    return statuses.stream().map(part).flatMap(Optional::stream).findFirst();
  }
}
