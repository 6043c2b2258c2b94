package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One run through a bot's flow.
 *
 * @param runId as the bot tells runs apart, else the run's first event
 * @param flow the first flow that was named
 * @param lastAt when it ended, or when bot or customer last did something in it
 * @param outcome if nothing more happens within {@link FlowRuns#SILENCE}
 * @param inputs how often the customer took part
 */
public record FlowRunFact(
    UUID runId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    String bot,
    Optional<String> flow,
    Instant startedAt,
    Instant lastAt,
    FlowOutcome outcome,
    int inputs) {

  public FlowRunFact {
    requireNonNull(runId, "runId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(bot, "bot is null");
    requireNonNull(flow, "flow is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(lastAt, "lastAt is null");
    requireNonNull(outcome, "outcome is null");
  }
}
