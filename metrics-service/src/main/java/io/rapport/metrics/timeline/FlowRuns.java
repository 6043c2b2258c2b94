package io.rapport.metrics.timeline;

import io.rapport.common.event.BotActivity;
import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.Handover;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A contact's runs through the flows of bots. */
public final class FlowRuns {

  /** After how much silence of bot and customer a run is over. */
  public static final Duration SILENCE = Duration.ofHours(4);

  private final List<FlowRunFact> runs = new ArrayList<>();
  private final List<FlowStepFact> steps = new ArrayList<>();

  private record Flow(String bot, String name, int channelId) {}

  /**
   * @param ordered all facts of the contact, in order
   */
  FlowRuns(List<Event> ordered, Exclusion exclusion, Lifecycles lifecycles) {
    Map<UUID, FlowRunDraft> named = new LinkedHashMap<>();
    Map<Flow, FlowRunDraft> latest = new LinkedHashMap<>();
    var drafts = new ArrayList<FlowRunDraft>();
    for (int i = 0; i < ordered.size(); i++) {
      if (ordered.get(i) instanceof BotActivity event) {
        int at = i;
        if (event.run().isPresent()) {
          named
              .computeIfAbsent(
                  event.run().get(), run -> begin(drafts, new FlowRunDraft(run, at, event)))
              .add(event);
        } else if (event.flow().isPresent()) {
          latest
              .compute(
                  new Flow(event.bot(), event.flow().get(), event.channelId()),
                  (flow, run) ->
                      run != null && run.goesOnWith(event)
                          ? run
                          : begin(drafts, new FlowRunDraft(event.eventId(), at, event)))
              .add(event);
        }
      }
    }
    for (var draft : drafts) {
      walk(draft, ordered);
      var run = draft.fact(exclusion, lifecycles);
      runs.add(run);
      steps.addAll(draft.steps(run));
    }
    runs.sort(
        Comparator.comparing(FlowRunFact::startedAt)
            .thenComparing(FlowRunFact::runId, EventOrder.IDS));
  }

  private static FlowRunDraft begin(List<FlowRunDraft> drafts, FlowRunDraft run) {
    drafts.add(run);
    return run;
  }

  /** What happened from its start until it was over. */
  private static void walk(FlowRunDraft run, List<Event> ordered) {
    if (handedOverBefore(run, ordered)) {
      run.startHandedOver();
      return;
    }
    for (var event : ordered.subList(run.start(), ordered.size())) {
      if (run.overAt(event.occurredAt())) {
        return;
      }
      switch (event) {
        case BotActivity activity when run.contains(activity) -> run.goesOn(activity);
        case Handover handover when run.concerns(handover) && handover.to() == Party.HUMAN ->
            run.handedOver(handover.occurredAt());
        case MessageReceived message when message.type().substantive() && !message.group() -> {
          if (run.concerns(message)) {
            run.input(message.occurredAt());
          }
        }
        default -> {
          // Has no part in flows.
        }
      }
    }
  }

  /** In one second a handover comes before the run's first event, but after what led to it. */
  private static boolean handedOverBefore(FlowRunDraft run, List<Event> ordered) {
    for (int i = run.start() - 1; i >= 0; i--) {
      var event = ordered.get(i);
      if (event.occurredAt().isBefore(run.startedAt())) {
        return false;
      }
      if (event instanceof Handover handover
          && handover.to() == Party.HUMAN
          && run.concerns(handover)) {
        return true;
      }
    }
    return false;
  }

  List<FlowRunFact> runs() {
    return runs;
  }

  List<FlowStepFact> steps() {
    return steps;
  }

  /** Whether silence since one moment has ended a run before another. */
  static boolean silentBetween(Instant last, Instant next) {
    return Duration.between(last, next).compareTo(SILENCE) > 0;
  }

  /** Whether it says that the customer said something. */
  static boolean input(BotActivity event) {
    return event.kind() == EventKind.BOT_TURN || event.kind() == EventKind.BOT_FALLBACK;
  }
}
