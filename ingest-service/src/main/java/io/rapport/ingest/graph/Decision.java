package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

/** What a gate says to a message. */
public sealed interface Decision {

  Decision PASS = new Pass();

  /** Nothing against it. */
  record Pass() implements Decision {}

  /**
   * It is not to be sent.
   *
   * @param reason a stable word, for the metric
   * @param error what the sender is answered
   */
  record Refusal(String reason, MetaError error) implements Decision {

    public Refusal {
      requireNonNull(reason, "reason is null");
      requireNonNull(error, "error is null");
    }
  }
}
