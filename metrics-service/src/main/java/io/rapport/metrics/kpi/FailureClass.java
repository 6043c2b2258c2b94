package io.rapport.metrics.kpi;

import java.util.List;

/** Why a message was never delivered, by the error codes Meta reports. */
enum FailureClass {
  UNDELIVERABLE("undeliverable", "error_code IN (131026, 130403)"),
  WINDOW("window", "error_code = 131047"),
  LIMITED("limited", "error_code IN (131049, 131048, 130429, 131056, 80007, 4)"),
  OPTED_OUT("optedOut", "error_code = 131050"),
  HOLDOUT("holdout", "error_code = 130472"),
  POLICY("policy", "error_code IN (368, 131031, 130497, 131064)"),
  TEMPLATE("template", "error_code BETWEEN 132000 AND 132999"),
  OTHER("other", "");

  private final String id;
  private final String condition;

  FailureClass(String id, String condition) {
    this.id = id;
    this.condition = condition;
  }

  /** The name in JSON. */
  String id() {
    return id;
  }

  /** The condition for a failed message to be of this class: of exactly one, whatever its code. */
  String condition() {
    if (this != OTHER) {
      return condition;
    }
    var named =
        List.of(UNDELIVERABLE, WINDOW, LIMITED, OPTED_OUT, HOLDOUT, POLICY, TEMPLATE).stream()
            .map(FailureClass::condition)
            .toList();
    return "(" + String.join(" OR ", named) + ") IS NOT TRUE";
  }
}
