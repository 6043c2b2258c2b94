package io.rapport.metrics.projection;

import java.util.Locale;

/** What {@code conversation_day} counts; each is a column of the same name. */
enum ConversationMeasure {
  EPISODES,
  EPISODES_CONVERTED,
  BOT_EPISODES,
  SELF_RESOLVED,
  SELF_RESOLVED_24H,
  SELF_RESOLVED_7D,
  ESCALATED,
  TAKEN_OVER,
  LEFT_BY_CUSTOMER,
  CUSTOMER_EPISODES,
  COVERED,
  WAITS,
  WAITED_IN_VAIN,
  BRIEF_WAITS,
  RUNS,
  RUNS_COMPLETED,
  RUNS_HANDED_OVER,
  RUNS_ABANDONED,
  RUNS_UNANSWERED,
  BOT_INPUTS,
  FALLBACKS,
  CARTS,
  CARTS_ABANDONED,
  RATED_CSAT,
  SATISFIED,
  RATED_NPS,
  PROMOTERS,
  RATED_CES,
  EASY;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
