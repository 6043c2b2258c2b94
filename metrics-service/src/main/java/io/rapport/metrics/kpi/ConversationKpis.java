package io.rapport.metrics.kpi;

import static io.rapport.metrics.statistics.IntervalMethod.CLUSTER_RATIO;
import static io.rapport.metrics.statistics.IntervalMethod.ORDER_STATISTIC;
import static io.rapport.metrics.statistics.IntervalMethod.WILSON;

import io.rapport.metrics.kpi.Computation.Latency;
import io.rapport.metrics.kpi.Computation.Rate;
import io.rapport.metrics.kpi.Computation.RateDetail;
import io.rapport.metrics.kpi.Computation.Retention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Whether and when customers are answered, and whether they come again. */
final class ConversationKpis {

  static final KpiDefinition ANSWER_RATE =
      new KpiDefinition(
          "answer-rate",
          "Answer rate",
          1,
          Unit.RATIO,
          "turns answered within 24 h of the customer's first message / turns; an agent, app, bot"
              + " or service message answers",
          Optional.of(Measure.TURNS_24H.horizon()),
          CLUSTER_RATIO.id(),
          List.of("turn.started_at", "turn.answered_at"),
          new Rate(
              new Ratio(Measure.ANSWERED_24H, Measure.TURNS_24H),
              RateDetail.ANSWER,
              windows(
                  new Ratio(Measure.ANSWERED_1H, Measure.TURNS_1H),
                  new Ratio(Measure.ANSWERED_24H, Measure.TURNS_24H),
                  new Ratio(Measure.ANSWERED_72H, Measure.TURNS_72H)),
              List.of()));

  static final KpiDefinition RESPONSE_TIME =
      latency(
          "response-time",
          "Response time",
          "median seconds from the customer's first message of a turn to the first answer by an"
              + " agent, app, bot or service; numerator: turns answered; denominator: turns",
          false);

  static final KpiDefinition FIRST_RESPONSE_TIME =
      latency(
          "first-response-time",
          "First response time",
          "median seconds from the first message of an episode to the first answer by an agent,"
              + " app, bot or service; numerator: first turns answered; denominator: first turns",
          true);

  static final KpiDefinition RETENTION_RATE =
      new KpiDefinition(
          "retention-rate",
          "Retention rate",
          1,
          Unit.RATIO,
          "contacts who wrote in the period and in the one before / contacts who wrote in the one"
              + " before; the period counts once it is over",
          Optional.empty(),
          WILSON.id(),
          List.of("message.sent_at", "conversion.converted_at", "message.opted_out_at"),
          new Retention());

  static final KpiDefinition EPISODE_CONVERSION_RATE =
      new KpiDefinition(
          "episode-conversion-rate",
          "Episode conversion rate",
          1,
          Unit.RATIO,
          "episodes with a conversion while they were open or less than 1 d after / episodes; a"
              + " conversion belongs to one episode, and not if all of it was given back within 7 d"
              + " of the end; 1 d is the window of a delivery, and 7 d the longest window where"
              + " that is longer; the episode counts 7 d after its end",
          Optional.of(Measure.EPISODES.horizon()),
          CLUSTER_RATIO.id(),
          List.of("episode.opened_at", "episode.closed_at", "episode.conversions"),
          new Rate(
              new Ratio(Measure.EPISODES_CONVERTED, Measure.EPISODES),
              RateDetail.EPISODE_CONVERSION,
              new LinkedHashMap<>(),
              List.of()));

  private ConversationKpis() {}

  private static KpiDefinition latency(
      String id, String name, String formula, boolean firstTurnOnly) {
    return new KpiDefinition(
        id,
        name,
        2,
        Unit.SECONDS,
        formula,
        Optional.empty(),
        ORDER_STATISTIC.id(),
        List.of(
            "turn.started_at",
            "turn.answered_at",
            "turn.human_answered_at",
            "turn.bot_answered_at",
            "turn.human_clock_from",
            "turn.business_seconds",
            "turn.human_business_seconds",
            "turn.bot_business_seconds",
            "turn.answerable_until",
            "turn.first_in_episode"),
        new Latency(firstTurnOnly));
  }

  /** The same question for the three windows. */
  static SequencedMap<String, Ratio> windows(Ratio hour, Ratio day, Ratio threeDays) {
    var windows = new LinkedHashMap<String, Ratio>();
    windows.put("1h", hour);
    windows.put("24h", day);
    windows.put("72h", threeDays);
    return windows;
  }
}
