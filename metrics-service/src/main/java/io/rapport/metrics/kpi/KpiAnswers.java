package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers questions, each from one moment of the database. */
@ApplicationScoped
class KpiAnswers {

  private final Snapshots snapshots;
  private final KpiSettings settings;
  private final Limits limits;
  private final SampleCache samples;

  KpiAnswers(Snapshots snapshots, KpiSettings settings, Limits limits, SampleCache samples) {
    this.samples = requireNonNull(samples, "samples is null");
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /** All KPIs of the question; a breakdown is answered of a single KPI only. */
  Uni<KpiAnswer.All> all(Question question) {
    return snapshots.read(
        question.account(),
        connection ->
            Grounds.of(connection, question)
                .chain(
                    grounds ->
                        parts(connection, question, grounds)
                            .chain(
                                kpis ->
                                    Snapshots.pending(connection, question.account())
                                        .map(
                                            pending ->
                                                envelope(question, grounds, pending, kpis)))));
  }

  /** The one KPI of the question, with its breakdown. */
  Uni<KpiAnswer.One> one(Question question) {
    return all(question.settled())
        .map(
            all ->
                new KpiAnswer.One(
                    all.account(),
                    all.from(),
                    all.to(),
                    all.zone(),
                    all.pending(),
                    all.settingsVersion(),
                    all.kpis().getFirst()));
  }

  /** In the order of the question, from one moment. */
  private Uni<List<KpiAnswer>> parts(SqlConnection connection, Question question, Grounds grounds) {
    return Multi.createFrom()
        .iterable(question.parts())
        .onItem()
        .transformToUniAndConcatenate(
            part ->
                kpis(connection, part, grounds)
                    .map(answers -> answers.stream().map(it -> it.in(part, question)).toList()))
        .collect()
        .asList()
        .map(
            parts ->
                parts.stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingInt(answer -> place(answer, question)))
                    .toList());
  }

  private static int place(KpiAnswer answer, Question question) {
    return question.kpis().stream().map(KpiDefinition::id).toList().indexOf(answer.id());
  }

  private Uni<List<KpiAnswer>> kpis(SqlConnection connection, Question question, Grounds grounds) {
    var small = SmallCells.of(question, settings);
    var counter = new KpiCounter(question.kpis(), true, settings.largestSample(), samples, small);
    var scope = grounds.scope(question);
    return counter
        .figures(connection, scope, Breakdown.NONE)
        .invoke(
            tallies -> {
              if (tallies.sampled()) {
                limits.sampled();
              }
            })
        .chain(
            tallies ->
                previous(connection, counter, question, scope)
                    .chain(
                        before ->
                            breakdown(connection, counter, question, scope, grounds.channels())
                                .map(breakdown -> write(question, tallies, before, breakdown))));
  }

  private static Uni<Optional<Tallies>> previous(
      SqlConnection connection, KpiCounter counter, Question question, Scope scope) {
    var earlier = question.earlier();
    return earlier.isPresent()
        ? counter.figures(connection, scope.over(earlier.get()), Breakdown.NONE).map(Optional::of)
        : Uni.createFrom().item(Optional.empty());
  }

  /** The parts that a single KPI was divided into. */
  private record Divided(
      Optional<List<KpiAnswer.Step>> series, Optional<List<KpiAnswer.Group>> groups) {}

  private Uni<Divided> breakdown(
      SqlConnection connection,
      KpiCounter counter,
      Question question,
      Scope scope,
      Channels channels) {
    var division = new Division(connection, counter, question, scope, channels, settings, limits);
    return optional(question.granularity().isPresent(), division::series)
        .chain(
            series ->
                optional(question.groupBy().isPresent(), division::groups)
                    .map(groups -> new Divided(series, groups)));
  }

  /** A part of an answer that not every question wants. */
  static <T> Uni<Optional<T>> optional(boolean wanted, Supplier<Uni<T>> answer) {
    return wanted ? answer.get().map(Optional::of) : Uni.createFrom().item(Optional.empty());
  }

  private static List<KpiAnswer> write(
      Question question, Tallies tallies, Optional<Tallies> before, Divided divided) {
    return question.kpis().stream()
        .map(
            kpi -> {
              var figures = Assessment.of(kpi, tallies.of(Cell.ALL));
              return new KpiAnswer(
                  kpi.id(),
                  kpi.definitionVersion(),
                  kpi.unit(),
                  Optional.empty(),
                  figures,
                  before.map(
                      earlier ->
                          KpiAnswer.Previous.of(
                              question.earlier().orElseThrow(),
                              Assessment.of(kpi, earlier.of(Cell.ALL)),
                              figures)),
                  question.asOf(),
                  divided.series(),
                  divided.groups());
            })
        .toList();
  }

  private static KpiAnswer.All envelope(
      Question question, Grounds grounds, long pending, List<KpiAnswer> kpis) {
    return new KpiAnswer.All(
        question.account().wabaId(),
        question.period().from(),
        question.period().to(),
        question.zone().getId(),
        question.asOf(),
        pending,
        grounds.settings().version(),
        kpis);
  }
}
