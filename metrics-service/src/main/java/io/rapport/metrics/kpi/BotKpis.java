package io.rapport.metrics.kpi;

import static io.rapport.metrics.statistics.IntervalMethod.CLUSTER_RATIO;

import io.rapport.metrics.kpi.Computation.Rate;
import io.rapport.metrics.kpi.Computation.RateDetail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** How well bots serve customers. */
final class BotKpis {

  static final KpiDefinition BOT_SELF_RESOLUTION =
      new KpiDefinition(
          "bot-self-resolution",
          "Bot self-resolution",
          1,
          Unit.RATIO,
          "episodes that a bot resolved alone and whose contact did not come again within 7 d of their end /"
              + " episodes that a bot took part in; resolved alone: answered by the bot, and by the bot or"
              + " the customer declared over, or a goal reached; no handover to and no message of a person;"
              + " the episode counts 7 d after its end",
          Optional.of(Measure.BOT_EPISODES.horizon()),
          CLUSTER_RATIO.id(),
          List.of(
              "episode.opened_at",
              "episode.closed_at",
              "episode.bot_involved",
              "episode.bot_outcome",
              "episode.next_opened_at"),
          new Rate(
              new Ratio(Measure.SELF_RESOLVED_7D, Measure.BOT_EPISODES),
              RateDetail.SELF_RESOLUTION,
              new LinkedHashMap<>(),
              List.of(
                  Measure.SELF_RESOLVED,
                  Measure.SELF_RESOLVED_24H,
                  Measure.ESCALATED,
                  Measure.TAKEN_OVER,
                  Measure.LEFT_BY_CUSTOMER)));

  static final KpiDefinition BOT_ESCALATION =
      new KpiDefinition(
          "bot-escalation",
          "Bot escalation",
          1,
          Unit.RATIO,
          "episodes handed to a person / episodes that a bot took part in; the episode counts 7 d after"
              + " its end",
          Optional.of(Measure.BOT_EPISODES.horizon()),
          CLUSTER_RATIO.id(),
          List.of(
              "episode.opened_at",
              "episode.closed_at",
              "episode.bot_involved",
              "episode.bot_outcome",
              "episode.escalated_at",
              "episode.escalation_reason",
              "episode.human_at"),
          new Rate(
              new Ratio(Measure.ESCALATED, Measure.BOT_EPISODES),
              RateDetail.ESCALATION,
              new LinkedHashMap<>(),
              List.of()));

  static final KpiDefinition BOT_COVERAGE =
      new KpiDefinition(
          "bot-coverage",
          "Bot coverage",
          1,
          Unit.RATIO,
          "episodes begun by the customer that a bot took part in / episodes begun by the customer; the"
              + " episode counts 7 d after its end",
          Optional.of(Measure.CUSTOMER_EPISODES.horizon()),
          CLUSTER_RATIO.id(),
          List.of(
              "episode.opened_at",
              "episode.closed_at",
              "episode.initiated_by",
              "episode.bot_involved"),
          new Rate(
              new Ratio(Measure.COVERED, Measure.CUSTOMER_EPISODES),
              RateDetail.COVERAGE,
              new LinkedHashMap<>(),
              List.of(Measure.BOT_EPISODES)));

  static final KpiDefinition FALLBACK_RATE =
      new KpiDefinition(
          "fallback-rate",
          "Fallback rate",
          1,
          Unit.RATIO,
          "inputs that a bot did not understand / inputs that it understood or did not",
          Optional.of(Measure.BOT_INPUTS.horizon()),
          CLUSTER_RATIO.id(),
          List.of("bot_input.occurred_at", "bot_input.recognised", "bot_input.intent"),
          new Rate(
              new Ratio(Measure.FALLBACKS, Measure.BOT_INPUTS),
              RateDetail.FALLBACK,
              new LinkedHashMap<>(),
              List.of()));

  private BotKpis() {}
}
