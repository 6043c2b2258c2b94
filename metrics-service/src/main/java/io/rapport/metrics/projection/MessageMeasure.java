package io.rapport.metrics.projection;

import java.util.Locale;

/** What the message cube counts; each is a column of the same name. */
enum MessageMeasure {
  SENT,
  DELIVERED_72H,
  FAILED_UNDELIVERABLE,
  FAILED_WINDOW,
  FAILED_LIMITED,
  FAILED_OPTED_OUT,
  FAILED_HOLDOUT,
  FAILED_POLICY,
  FAILED_TEMPLATE,
  FAILED_OTHER,
  OPEN_POPULATION,
  OPENED,
  OPENED_INFERRED,
  CLICKED_72H,
  DELIVERED_1H,
  REPLIED_1H,
  DELIVERED_24H,
  REPLIED_24H,
  REPLIED_24H_TAPPED,
  RESPONSE_72H,
  REPLIED_72H;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MessageMeasure failed(FailureClass failure) {
    return switch (failure) {
      case UNDELIVERABLE -> FAILED_UNDELIVERABLE;
      case WINDOW -> FAILED_WINDOW;
      case LIMITED -> FAILED_LIMITED;
      case OPTED_OUT -> FAILED_OPTED_OUT;
      case HOLDOUT -> FAILED_HOLDOUT;
      case POLICY -> FAILED_POLICY;
      case TEMPLATE -> FAILED_TEMPLATE;
      case OTHER -> FAILED_OTHER;
    };
  }
}
