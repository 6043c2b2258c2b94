package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.price.PriceList;
import io.rapport.metrics.price.PriceLists;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers questions about costs, each from one moment of the database. */
@ApplicationScoped
class CostAnswers {

  private static final String OTHER = "other";

  private final Snapshots snapshots;
  private final KpiSettings settings;
  private final Limits limits;

  CostAnswers(Snapshots snapshots, KpiSettings settings, Limits limits) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  Uni<CostAnswer> of(Question question) {
    return snapshots.read(
        question.account(),
        connection ->
            PriceLists.newest(connection, question.account().id())
                .chain(
                    prices ->
                        Grounds.of(connection, question)
                            .chain(
                                grounds -> new One(connection, question, prices, grounds).of())));
  }

  /** One answer in the making. */
  private final class One {

    private final SqlConnection connection;
    private final Question question;
    private final PriceList prices;
    private final Grounds grounds;

    One(SqlConnection connection, Question question, PriceList prices, Grounds grounds) {
      this.connection = connection;
      this.question = question;
      this.prices = prices;
      this.grounds = grounds;
    }

    Uni<CostAnswer> of() {
      return costs(Breakdown.NONE)
          .chain(
              total ->
                  divided(question.granularity().isPresent(), this::series)
                      .chain(
                          series ->
                              divided(question.groupBy().isPresent(), this::groups)
                                  .chain(
                                      groups ->
                                          Snapshots.pending(connection, question.account())
                                              .map(
                                                  pending ->
                                                      answer(total, series, groups, pending)))));
    }

    private CostAnswer answer(
        Map<Cell, Costs> total,
        Optional<List<CostAnswer.Step>> series,
        Optional<List<CostAnswer.Group>> groups,
        long pending) {
      return new CostAnswer(
          question.account().wabaId(),
          question.period().from(),
          question.period().to(),
          question.zone().getId(),
          question.asOf(),
          pending,
          grounds.settings().version(),
          prices.currency().map(Currency::getCurrencyCode),
          prices.version(),
          total.getOrDefault(Cell.ALL, new Costs()).amounts(prices),
          series,
          groups);
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

    private <T> Uni<Optional<T>> divided(boolean wanted, Supplier<Uni<T>> answer) {
      return wanted ? answer.get().map(Optional::of) : Uni.createFrom().item(Optional.empty());
    }

    private Uni<List<CostAnswer.Step>> series() {
      var granularity = question.granularity().orElseThrow();
      return costs(Breakdown.of(Optional.empty(), question.granularity()))
          .map(
              costs ->
                  granularity.steps(question.period(), question.zone()).stream()
                      .map(
                          step ->
                              new CostAnswer.Step(
                                  step.isBefore(question.period().from())
                                      ? question.period().from()
                                      : step,
                                  costs
                                      .getOrDefault(
                                          new Cell(Optional.empty(), Optional.of(step)),
                                          new Costs())
                                      .amounts(prices)))
                      .toList());
    }

    private Uni<List<CostAnswer.Group>> groups() {
      return costs(Breakdown.of(question.groupBy(), Optional.empty())).map(this::groups);
    }

    private List<CostAnswer.Group> groups(Map<Cell, Costs> costs) {
      if (costs.size() > settings.mostGroups()) {
        throw limits.exceeded(
            "groups",
            "groupBy",
            "There are %d groups, more than %d. Filter, or group by another dimension."
                .formatted(costs.size(), settings.mostGroups()));
      }
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
          .forEach(
              entry ->
                  groups.add(
                      new CostAnswer.Group(
                          Optional.of(
                                  grounds
                                      .channels()
                                      .decode(
                                          question.groupBy().orElseThrow(),
                                          entry.getKey().group().orElseThrow()))
                              .filter(key -> !key.isEmpty()),
                          Optional.empty(),
                          entry.getValue().amounts(prices))));
      if (hidden > 0) {
        var other = new Costs();
        smallestFirst.stream().limit(hidden).forEach(entry -> other.add(entry.getValue()));
        groups.add(
            new CostAnswer.Group(Optional.of(OTHER), Optional.of(hidden), other.amounts(prices)));
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
  }
}
