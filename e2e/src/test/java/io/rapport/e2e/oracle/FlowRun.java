package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * One run through a flow of a bot.
 *
 * @param until when nothing can change any more
 */
public record FlowRun(
    String person, Traits traits, Instant startedAt, Outcome outcome, Instant until) {

  /** How a run ended. */
  public enum Outcome {
    COMPLETED,
    HANDED_OVER,
    ABANDONED,
    UNANSWERED
  }

  private static final Duration PATIENCE = Duration.ofHours(4);

  /** All runs of one person, from all that was reported of and written by them. */
  static List<FlowRun> of(List<Reported> reported, List<Inbound> inbounds, Lives lives) {
    var events =
        reported.stream()
            .filter(Reported::ofBot)
            .sorted(Comparator.comparing(Reported::at).thenComparingInt(Reported::rank))
            .toList();
    var runs = new ArrayList<List<Reported>>();
    var numbered = new LinkedHashMap<List<String>, List<Reported>>();
    var unnumbered = new LinkedHashMap<List<String>, List<Reported>>();
    for (var event : events) {
      var bot = event.text("bot").orElseThrow();
      if (event.text("run").isPresent()) {
        numbered
            .computeIfAbsent(List.of(bot, event.text("run").get()), key -> new ArrayList<>())
            .add(event);
      } else if (event.text("flow").isPresent()) {
        var key = List.of(bot, event.text("flow").get(), event.channel().orElse(""));
        var current = unnumbered.get(key);
        if (current == null
            || current.getLast().type().equals("bot.goal")
            || event.at().isAfter(current.getLast().at().plus(PATIENCE))) {
          current = new ArrayList<>();
          unnumbered.put(key, current);
          runs.add(current);
        }
        current.add(event);
      }
    }
    runs.addAll(numbered.values());
    return runs.stream().map(run -> of(run, reported, inbounds, lives)).toList();
  }

  private static FlowRun of(
      List<Reported> run, List<Reported> reported, List<Inbound> inbounds, Lives lives) {
    var start = run.getFirst();
    var channel = start.channel();
    var traits =
        start
            .traits(lives, "bot")
            .with("flow", run.stream().flatMap(event -> event.text("flow").stream()).findFirst());
    var moments = new ArrayList<Moment>();
    // In one second a message comes before what is reported: before the start it is no input.
    inbounds.stream()
        .filter(inbound -> inbound.substantive() && !inbound.group())
        .filter(inbound -> channel.isEmpty() || channel.get().equals(inbound.channel()))
        .filter(inbound -> inbound.at().isAfter(start.at()))
        .forEach(inbound -> moments.add(new Moment(inbound.at(), 0, What.INPUT)));
    reported.stream()
        .filter(Reported::handsOverToHuman)
        .filter(handover -> channel.isEmpty() || handover.concerns(channel.get()))
        .filter(handover -> !handover.at().isBefore(start.at()))
        .forEach(handover -> moments.add(new Moment(handover.at(), 1, What.HANDOVER)));
    run.forEach(event -> moments.add(new Moment(event.at(), 2 + event.rank(), what(event))));
    moments.sort(Comparator.comparing(Moment::at).thenComparingInt(Moment::rank));

    var last = start.at();
    boolean inputs = false;
    for (var moment : moments) {
      if (moment.at().isAfter(last.plus(PATIENCE))) {
        break;
      }
      last = moment.at();
      switch (moment.what()) {
        case GOAL -> {
          return new FlowRun(
              start.person(), traits, start.at(), Outcome.COMPLETED, last.plus(PATIENCE));
        }
        case HANDOVER -> {
          return new FlowRun(
              start.person(), traits, start.at(), Outcome.HANDED_OVER, last.plus(PATIENCE));
        }
        case INPUT -> inputs = true;
        case STEP -> {
          // Only keeps the run going.
        }
      }
    }
    return new FlowRun(
        start.person(),
        traits,
        start.at(),
        inputs ? Outcome.ABANDONED : Outcome.UNANSWERED,
        last.plus(PATIENCE));
  }

  private enum What {
    INPUT,
    STEP,
    HANDOVER,
    GOAL
  }

  private record Moment(Instant at, int rank, What what) {}

  private static What what(Reported event) {
    return switch (event.type()) {
      case "bot.turn", "bot.fallback" -> What.INPUT;
      case "bot.goal" -> What.GOAL;
      default -> What.STEP;
    };
  }

  boolean abandoned() {
    return outcome == Outcome.ABANDONED;
  }
}
