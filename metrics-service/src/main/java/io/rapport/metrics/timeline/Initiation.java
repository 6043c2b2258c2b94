package io.rapport.metrics.timeline;

import io.rapport.common.event.Origin;

/** What the origin of an outbound message says about its part in a conversation. */
final class Initiation {

  private Initiation() {}

  /** Whether the business began, rather than answered. */
  static boolean businessInitiated(Origin origin) {
    return switch (origin) {
      case CAMPAIGN, AUTOMATION, SURVEY, TEMPLATE -> true;
      case BOT, AGENT, APP, SERVICE -> false;
    };
  }

  /** Whether it ends a customer's wait. An automatic acknowledgement does not. */
  static boolean answers(Origin origin) {
    return switch (origin) {
      case BOT, AGENT, APP, SERVICE -> true;
      case CAMPAIGN, AUTOMATION, SURVEY, TEMPLATE -> false;
    };
  }

  /** Whether a person wrote it. */
  static boolean human(Origin origin) {
    return origin == Origin.AGENT || origin == Origin.APP;
  }
}
