package io.rapport.metrics.kpi;

import java.util.List;
import java.util.Optional;

/** All KPIs: the only place that knows what they mean. Whatever shows a KPI reads it here. */
final class Catalogue {

  private static final List<KpiDefinition> ALL =
      List.of(
          MessageKpis.OPEN_RATE,
          MessageKpis.RESPONSE_RATE,
          ConversationKpis.ANSWER_RATE,
          ConversationKpis.RESPONSE_TIME,
          ConversationKpis.FIRST_RESPONSE_TIME,
          SurveyKpis.CSAT,
          SurveyKpis.NPS,
          SurveyKpis.CES,
          MessageKpis.CONVERSION_RATE,
          ConversationKpis.EPISODE_CONVERSION_RATE,
          AbandonmentKpis.QUEUE_ABANDONMENT,
          AbandonmentKpis.FLOW_ABANDONMENT,
          AbandonmentKpis.CART_ABANDONMENT,
          BotKpis.BOT_SELF_RESOLUTION,
          BotKpis.BOT_ESCALATION,
          BotKpis.BOT_COVERAGE,
          BotKpis.FALLBACK_RATE,
          ConversationKpis.RETENTION_RATE,
          MessageKpis.DELIVERY_RATE,
          MessageKpis.CLICK_THROUGH_RATE,
          MessageKpis.OPT_OUT_RATE);

  private Catalogue() {}

  /** In the order in which they are shown. */
  static List<KpiDefinition> all() {
    return ALL;
  }

  static Optional<KpiDefinition> find(String id) {
    return ALL.stream().filter(definition -> definition.id().equals(id)).findFirst();
  }
}
