package io.rapport.metrics.kpi;

import static java.util.Comparator.comparing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counts at which steps of flows runs stood still. */
final class FlowStepQuery {

  /** So many steps are told of at most; those that most runs reached. */
  private static final int MOST_STEPS = 100;

  private FlowStepQuery() {}

  /** A step of a flow, in one cell. */
  private record Step(Cell cell, String flow, String name) {

    private static Step of(DetailQuery.Entry entry) {
      return new Step(entry.cell(), entry.name1(), entry.name2());
    }
  }

  /** Runs that reached a step: those that went on after it are counted apart from the others. */
  private record Reached(long runs, long unanswered, BigDecimal positions) {

    private static Reached of(DetailQuery.Entry entry) {
      return new Reached(entry.facts(), entry.number() == 0 ? entry.facts() : 0, entry.amount());
    }

    private Reached and(Reached other) {
      return new Reached(
          runs + other.runs, unanswered + other.unanswered, positions.add(other.positions));
    }

    private double position() {
      return positions.doubleValue() / runs;
    }
  }

  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      boolean cubes,
      SmallCells small,
      Tallies tallies) {
    return DetailQuery.STEPS
        .told(connection, scope, breakdown, cubes, small, MOST_STEPS)
        .map(
            entries -> {
              var steps = new LinkedHashMap<Step, Reached>();
              entries.forEach(
                  entry -> steps.merge(Step.of(entry), Reached.of(entry), Reached::and));
              steps.entrySet().stream()
                  .sorted(
                      comparing((Map.Entry<Step, Reached> it) -> it.getKey().flow())
                          .thenComparingDouble(it -> it.getValue().position())
                          .thenComparing(it -> it.getKey().name()))
                  .forEach(it -> tallies.of(it.getKey().cell()).addFlowStep(told(it)));
              return tallies;
            });
  }

  private static Detail.FlowStep told(Map.Entry<Step, Reached> step) {
    var flow = step.getKey().flow();
    var reached = step.getValue();
    return new Detail.FlowStep(
        flow.isEmpty() ? Optional.empty() : Optional.of(flow),
        step.getKey().name(),
        reached.position(),
        reached.runs(),
        reached.unanswered(),
        OptionalDouble.of((double) reached.unanswered() / reached.runs()));
  }

  /** Adds how many runs reached at least one step, two, three and so on: never more than before. */
  static Uni<Tallies> depths(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      boolean cubes,
      SmallCells small,
      Tallies tallies) {
    return DetailQuery.DEPTHS
        .told(connection, scope, breakdown, cubes, small, DetailQuery.ALL)
        .map(
            entries -> {
              entries.forEach(entry -> tallies.of(entry.cell()).addFlowDepth(entry.facts()));
              return tallies;
            });
  }
}
