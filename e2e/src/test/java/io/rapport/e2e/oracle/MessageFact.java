package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An outbound message with what came of it.
 *
 * @param origin as registered, else as what remains: {@code service} or {@code template}
 * @param excluded the reason why no KPI counts it
 * @param lastReceiptAt the latest read or played status
 * @param firstReplyAt never before {@code sentAt}
 * @param replyTapped whether that first reply was a tap on a prepared answer
 * @param optedOutAt when the customer wanted no more after it, never before {@code sentAt}
 * @param clickedAt whenever its link was followed, never before {@code sentAt}
 */
public record MessageFact(
    String channel,
    String person,
    Traits traits,
    String origin,
    boolean businessInitiated,
    Optional<String> excluded,
    Instant sentAt,
    Optional<Instant> deliveredAt,
    Optional<Instant> readAt,
    Optional<Instant> lastReceiptAt,
    Optional<Instant> failedAt,
    int errorCode,
    Optional<Instant> firstReplyAt,
    boolean replyTapped,
    Optional<Instant> optedOutAt,
    List<Instant> clickedAt) {

  boolean survey() {
    return origin.equals("survey");
  }

  boolean deliveredWithin(Duration limit) {
    return within(deliveredAt, limit);
  }

  boolean readWithin(Duration limit) {
    return within(readAt, limit);
  }

  boolean repliedWithin(Duration limit) {
    return within(firstReplyAt, limit);
  }

  boolean clickedWithin(Duration limit) {
    return clickedAt.stream().anyMatch(click -> within(Optional.of(click), limit));
  }

  boolean optedOutWithin(Duration limit) {
    return within(optedOutAt, limit);
  }

  boolean failedWithin(Duration limit) {
    return within(failedAt, limit);
  }

  private boolean within(Optional<Instant> time, Duration limit) {
    return time.isPresent() && !time.get().isAfter(sentAt.plus(limit));
  }
}
