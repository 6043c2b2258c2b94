package io.rapport.metrics.projection;

import io.rapport.common.event.Origin;
import io.rapport.metrics.statistics.LogBins;
import io.rapport.metrics.timeline.Answer;
import io.rapport.metrics.timeline.InboundMessage;
import io.rapport.metrics.timeline.MessageFact;
import io.rapport.metrics.timeline.OutboundMessage;
import io.rapport.metrics.timeline.TurnFact;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one fact counts, as a pure function of it. */
final class CubeContribution {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration THREE_DAYS = Duration.ofDays(3);

  private CubeContribution() {}

  /** Where a message counts: nowhere unless the business began with it. */
  static List<CubeKey> keys(MessageFact message) {
    return switch (message) {
      case InboundMessage inbound -> List.of();
      case OutboundMessage outbound ->
          outbound.businessInitiated()
              ? CubeKey.of(
                  outbound.sentAt(),
                  outbound.exclusion(),
                  outbound.lifecycle(),
                  outbound.label(),
                  outbound.channelId(),
                  Optional.of(outbound.origin()))
              : List.of();
    };
  }

  static List<CubeKey> keys(TurnFact turn) {
    return CubeKey.of(
        turn.startedAt(),
        turn.exclusion(),
        turn.lifecycle(),
        turn.label(),
        turn.channelId(),
        turn.answer().map(Answer::origin));
  }

  static Set<MessageMeasure> measures(MessageFact message) {
    return switch (message) {
      case InboundMessage inbound -> EnumSet.noneOf(MessageMeasure.class);
      case OutboundMessage outbound ->
          outbound.businessInitiated()
              ? businessInitiated(outbound)
              : EnumSet.noneOf(MessageMeasure.class);
    };
  }

  private static Set<MessageMeasure> businessInitiated(OutboundMessage message) {
    var measures = EnumSet.of(MessageMeasure.SENT);
    if (within(message, message.deliveredAt(), THREE_DAYS)) {
      measures.add(MessageMeasure.DELIVERED_72H);
    } else if (within(message, message.failedAt(), THREE_DAYS)) {
      measures.add(MessageMeasure.failed(FailureClass.of(message.errorCode())));
    }
    if (message.origin() != Origin.SURVEY) {
      measures.addAll(openings(message));
      measures.addAll(responses(message));
    }
    return measures;
  }

  private static Set<MessageMeasure> openings(OutboundMessage message) {
    var measures = EnumSet.noneOf(MessageMeasure.class);
    if (within(message, message.deliveredAt(), THREE_DAYS)) {
      measures.add(MessageMeasure.OPEN_POPULATION);
      boolean opened = within(message, message.readAt(), THREE_DAYS);
      if (opened) {
        measures.add(MessageMeasure.OPENED);
      }
      boolean clicked = within(message, message.firstClickAt(), THREE_DAYS);
      if (clicked) {
        measures.add(MessageMeasure.CLICKED_72H);
      }
      if (opened || clicked || repliedWithin(message, THREE_DAYS)) {
        measures.add(MessageMeasure.OPENED_INFERRED);
      }
    }
    return measures;
  }

  private static Set<MessageMeasure> responses(OutboundMessage message) {
    var measures = EnumSet.noneOf(MessageMeasure.class);
    if (within(message, message.deliveredAt(), HOUR)) {
      measures.add(MessageMeasure.DELIVERED_1H);
      if (repliedWithin(message, HOUR)) {
        measures.add(MessageMeasure.REPLIED_1H);
      }
    }
    if (within(message, message.deliveredAt(), DAY)) {
      measures.add(MessageMeasure.DELIVERED_24H);
      if (repliedWithin(message, DAY)) {
        measures.add(MessageMeasure.REPLIED_24H);
        if (message.firstReply().orElseThrow().tapped()) {
          measures.add(MessageMeasure.REPLIED_24H_TAPPED);
        }
      }
    }
    if (within(message, message.deliveredAt(), THREE_DAYS)) {
      measures.add(MessageMeasure.RESPONSE_72H);
      if (repliedWithin(message, THREE_DAYS)) {
        measures.add(MessageMeasure.REPLIED_72H);
      }
    }
    return measures;
  }

  private static boolean repliedWithin(OutboundMessage message, Duration horizon) {
    return message
        .firstReply()
        .filter(reply -> within(message.sentAt(), reply.at(), horizon))
        .isPresent();
  }

  private static boolean within(OutboundMessage message, Optional<Instant> time, Duration horizon) {
    return time.filter(at -> within(message.sentAt(), at, horizon)).isPresent();
  }

  static Set<TurnMeasure> measures(TurnFact turn) {
    var measures = EnumSet.of(TurnMeasure.TURNS);
    turn.answer()
        .ifPresent(
            answer -> {
              if (within(turn.startedAt(), answer.at(), HOUR)) {
                measures.add(TurnMeasure.ANSWERED_1H);
              }
              if (within(turn.startedAt(), answer.at(), DAY)) {
                measures.add(TurnMeasure.ANSWERED_24H);
              }
              if (within(turn.startedAt(), answer.at(), THREE_DAYS)) {
                measures.add(TurnMeasure.ANSWERED_72H);
              }
            });
    return measures;
  }

  static int bin(TurnFact turn, AnswerClock clock) {
    return clock
        .seconds(turn)
        .map(LogBins::bin)
        .orElseGet(() -> clock == AnswerClock.ANY ? answerable(turn) : LatencyKey.UNANSWERED);
  }

  private static int answerable(TurnFact turn) {
    return LatencyKey.unanswered(
        LogBins.bin(Duration.between(turn.startedAt(), turn.answerableUntil()).toSeconds()));
  }

  /** Both ends included. */
  private static boolean within(Instant from, Instant to, Duration horizon) {
    return Duration.between(from, to).compareTo(horizon) <= 0;
  }
}
