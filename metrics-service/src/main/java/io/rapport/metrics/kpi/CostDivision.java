package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.price.PriceList;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Costs as a whole, and divided into steps of time and groups. For those who may not see single
 * contacts, groups with too few of them are one, so that the parts still add up to the whole.
 */
final class CostDivision {

  private static final String OTHER = "other";

  private final SqlConnection connection;
  private final Question question;
  private final PriceList prices;
  private final Grounds grounds;
  private final KpiSettings settings;
  private final Limits limits;

  CostDivision(
      SqlConnection connection,
      Question question,
      PriceList prices,
      Grounds grounds,
      KpiSettings settings,
      Limits limits) {
    this.connection = requireNonNull(connection, "connection is null");
    this.question = requireNonNull(question, "question is null");
    this.prices = requireNonNull(prices, "prices is null");
    this.grounds = requireNonNull(grounds, "grounds is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /** By which everything is counted. */
  PriceList prices() {
    return prices;
  }

  /** Of the settings with which the facts were made. */
  int settingsVersion() {
    return grounds.settings().version();
  }

  /** Everything. */
  Uni<CostAnswer.Amounts> total() {
    return costs(Breakdown.NONE).map(costs -> of(costs, Cell.ALL).amounts(prices));
  }

  /** Every step of the period, also those in which nothing was sent. */
  Uni<List<CostAnswer.Step>> series() {
    return costs(Breakdown.of(Optional.empty(), question.granularity()))
        .map(costs -> series(step -> of(costs, new Cell(Optional.empty(), Optional.of(step)))));
  }

  /** Every group that has messages, the largest first. */
  Uni<List<CostAnswer.Group>> groups() {
    return costs(Breakdown.of(question.groupBy(), Optional.empty()))
        .invoke(costs -> limits.requireRoom(question, costs.size(), settings))
        .chain(
            costs ->
                question.granularity().isEmpty()
                    ? Uni.createFrom().item(groups(costs, Optional.empty()))
                    : costs(Breakdown.of(question.groupBy(), question.granularity()))
                        .map(steps -> groups(costs, Optional.of(steps))));
  }

  private Uni<Map<Cell, Costs>> costs(Breakdown breakdown) {
    return CostQuery.run(
        connection,
        grounds.scope(question),
        breakdown,
        prices,
        KpiReadings.zone(question.account()),
        SmallCells.of(question, settings));
  }

  private List<CostAnswer.Group> groups(Map<Cell, Costs> costs, Optional<Map<Cell, Costs>> steps) {
    var smallestFirst =
        costs.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<Cell, Costs> e) -> e.getValue().contacts())
                    .thenComparing(e -> e.getKey().group().orElseThrow()))
            .toList();
    int hidden = question.singleContacts() ? 0 : hidden(smallestFirst);
    var groups = new ArrayList<CostAnswer.Group>();
    smallestFirst.stream()
        .skip(hidden)
        .sorted(
            Comparator.comparingLong((Map.Entry<Cell, Costs> e) -> -e.getValue().delivered())
                .thenComparing(e -> e.getKey().group().orElseThrow()))
        .map(entry -> entry.getKey().group().orElseThrow())
        .forEach(
            key -> groups.add(group(shown(key), Optional.empty(), List.of(key), costs, steps)));
    if (hidden > 0) {
      var keys =
          smallestFirst.stream()
              .limit(hidden)
              .map(entry -> entry.getKey().group().orElseThrow())
              .toList();
      groups.add(group(Optional.of(OTHER), Optional.of(hidden), keys, costs, steps));
    }
    return groups;
  }

  /**
   * How many of the smallest groups are shown as one: those with too few contacts, and one more,
   * lest they be the difference between the whole and its other parts.
   */
  private int hidden(List<Map.Entry<Cell, Costs>> smallestFirst) {
    long small =
        smallestFirst.stream()
            .filter(entry -> entry.getValue().contacts() < settings.smallestGroup())
            .count();
    return small == 0 ? 0 : (int) Math.min(small + 1, smallestFirst.size());
  }

  /** The key of a group as the answer writes it. */
  private Optional<String> shown(String key) {
    return Optional.of(grounds.channels().decode(question.groupBy().orElseThrow(), key))
        .filter(text -> !text.isEmpty());
  }

  /**
   * One group of the answer.
   *
   * @param keys the groups of the database that it is of
   */
  private CostAnswer.Group group(
      Optional<String> key,
      Optional<Integer> merged,
      List<String> keys,
      Map<Cell, Costs> costs,
      Optional<Map<Cell, Costs>> steps) {
    return new CostAnswer.Group(
        key,
        merged,
        sum(costs, keys, Optional.empty()).amounts(prices),
        steps.map(divided -> series(step -> sum(divided, keys, Optional.of(step)))));
  }

  private static Costs sum(Map<Cell, Costs> costs, List<String> keys, Optional<Instant> step) {
    var sum = new Costs();
    keys.forEach(key -> sum.add(of(costs, new Cell(Optional.of(key), step))));
    return sum;
  }

  private static Costs of(Map<Cell, Costs> costs, Cell cell) {
    return costs.getOrDefault(cell, new Costs());
  }

  /** What is spent in a step. */
  private interface InStep {
    Costs of(Instant begin);
  }

  private List<CostAnswer.Step> series(InStep costs) {
    var from = question.period().from();
    return question.granularity().orElseThrow().steps(question.period(), question.zone()).stream()
        .map(
            begin ->
                new CostAnswer.Step(
                    begin.isBefore(from) ? from : begin, costs.of(begin).amounts(prices)))
        .toList();
  }
}
