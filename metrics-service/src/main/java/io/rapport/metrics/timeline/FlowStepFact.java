package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * A step of a flow that a run reached.
 *
 * @param stepId the event that told of it first
 * @param run what it is part of
 * @param position 1 for the first step that the run reached
 * @param answered whether the run went on after it: by an input, another step, the goal or a person
 */
public record FlowStepFact(
    UUID stepId, FlowRunFact run, String step, int position, Instant reachedAt, boolean answered) {

  public FlowStepFact {
    requireNonNull(stepId, "stepId is null");
    requireNonNull(run, "run is null");
    requireNonNull(step, "step is null");
    requireNonNull(reachedAt, "reachedAt is null");
  }
}
