package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.price.PriceLists;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;

/** Answers questions about costs, each from one moment of the database. */
@ApplicationScoped
class CostAnswers {

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
                            .map(
                                grounds ->
                                    new CostDivision(
                                        connection, question, prices, grounds, settings, limits)))
                .chain(division -> answer(connection, question, division)));
  }

  private static Uni<CostAnswer> answer(
      SqlConnection connection, Question question, CostDivision division) {
    return division
        .total()
        .chain(
            total ->
                KpiAnswers.optional(question.granularity().isPresent(), division::series)
                    .chain(
                        series ->
                            KpiAnswers.optional(question.groupBy().isPresent(), division::groups)
                                .chain(
                                    groups ->
                                        Snapshots.pending(connection, question.account())
                                            .map(
                                                pending ->
                                                    new CostAnswer(
                                                        question.account().wabaId(),
                                                        question.period().from(),
                                                        question.period().to(),
                                                        question.zone().getId(),
                                                        question.asOf(),
                                                        pending,
                                                        division.settingsVersion(),
                                                        division
                                                            .prices()
                                                            .currency()
                                                            .map(Currency::getCurrencyCode),
                                                        division.prices().version(),
                                                        total,
                                                        series,
                                                        groups)))));
  }
}
