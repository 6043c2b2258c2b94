package io.rapport.metrics.timeline;

import io.rapport.common.event.BotActivity;
import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A run through a flow while what happened in it is being gathered. */
final class FlowRunDraft {

  private final UUID id;
  private final int start;
  private final BotActivity first;
  private final Set<UUID> events = new HashSet<>();
  private final Map<String, Reached> steps = new LinkedHashMap<>();
  private BotActivity latest;
  private Instant lastAt;
  private Optional<String> flow = Optional.empty();
  private Optional<FlowOutcome> ended = Optional.empty();
  private int inputs;

  private static final class Reached {

    private final BotActivity event;
    private boolean answered;

    private Reached(BotActivity event) {
      this.event = event;
    }
  }

  /**
   * @param start the place of its first event among all of the contact
   */
  FlowRunDraft(UUID id, int start, BotActivity first) {
    this.id = id;
    this.start = start;
    this.first = first;
    latest = first;
    lastAt = first.occurredAt();
  }

  int start() {
    return start;
  }

  Instant startedAt() {
    return first.occurredAt();
  }

  /** Whether an event of the same flow, of a bot that does not tell runs apart, belongs to it. */
  boolean goesOnWith(BotActivity event) {
    return latest.kind() != EventKind.BOT_GOAL
        && !FlowRuns.silentBetween(latest.occurredAt(), event.occurredAt());
  }

  void add(BotActivity event) {
    events.add(event.eventId());
    latest = event;
    flow = flow.or(event::flow);
  }

  boolean contains(BotActivity event) {
    return events.contains(event.eventId());
  }

  /** Who names no channel speaks of all of them. */
  boolean concerns(Event event) {
    return first.channelId() == Event.NO_CHANNEL
        || event.channelId() == Event.NO_CHANNEL
        || event.channelId() == first.channelId();
  }

  boolean overAt(Instant time) {
    return ended.isPresent() || FlowRuns.silentBetween(lastAt, time);
  }

  /** It had hardly begun when a person took over. */
  void startHandedOver() {
    goesOn(first);
    ended = Optional.of(FlowOutcome.HANDED_OVER);
  }

  void goesOn(BotActivity event) {
    lastAt = event.occurredAt();
    switch (event.kind()) {
      case BOT_TURN, BOT_FALLBACK -> {
        inputs++;
        answerAll();
      }
      case BOT_GOAL -> {
        answerAll();
        ended = Optional.of(FlowOutcome.COMPLETED);
      }
      default -> event.step().ifPresent(step -> reach(step, event));
    }
  }

  private void reach(String step, BotActivity event) {
    steps.forEach((name, reached) -> reached.answered |= !name.equals(step));
    steps.putIfAbsent(step, new Reached(event));
  }

  void input(Instant at) {
    lastAt = at;
    inputs++;
    answerAll();
  }

  void handedOver(Instant at) {
    lastAt = at;
    answerAll();
    ended = Optional.of(FlowOutcome.HANDED_OVER);
  }

  private void answerAll() {
    steps.values().forEach(reached -> reached.answered = true);
  }

  FlowRunFact fact(Exclusion exclusion, Lifecycles lifecycles) {
    return new FlowRunFact(
        id,
        first.channelId(),
        exclusion,
        lifecycles.at(first.occurredAt()),
        first.bot(),
        flow,
        first.occurredAt(),
        lastAt,
        ended.orElse(inputs > 0 ? FlowOutcome.ABANDONED : FlowOutcome.UNANSWERED),
        inputs);
  }

  List<FlowStepFact> steps(FlowRunFact run) {
    var facts = new ArrayList<FlowStepFact>();
    for (var step : steps.entrySet()) {
      var reached = step.getValue();
      facts.add(
          new FlowStepFact(
              reached.event.eventId(),
              run,
              step.getKey(),
              facts.size() + 1,
              reached.event.occurredAt(),
              reached.answered));
    }
    return facts;
  }
}
