package io.rapport.metrics.projection;

import java.util.OptionalInt;

/** Why Meta did not deliver a message, from its error code. */
enum FailureClass {
  /** The number cannot be reached on WhatsApp. */
  UNDELIVERABLE,
  /** The customer service window was closed. */
  WINDOW,
  /** Meta limited the sender. */
  LIMITED,
  /** The customer stopped marketing messages. */
  OPTED_OUT,
  /** The customer is in a hold-out of Meta's own. */
  HOLDOUT,
  /** The sender broke a policy or is restricted. */
  POLICY,
  /** The template is missing, paused or filled wrongly. */
  TEMPLATE,
  OTHER;

  static FailureClass of(OptionalInt errorCode) {
    if (errorCode.isEmpty()) {
      return OTHER;
    }
    int code = errorCode.getAsInt();
    return switch (code) {
      case 131026, 130403 -> UNDELIVERABLE;
      case 131047 -> WINDOW;
      case 131049, 131048, 130429, 131056, 80007, 4 -> LIMITED;
      case 131050 -> OPTED_OUT;
      case 130472 -> HOLDOUT;
      case 368, 131031, 130497, 131064 -> POLICY;
      default -> code >= 132_000 && code <= 132_999 ? TEMPLATE : OTHER;
    };
  }
}
