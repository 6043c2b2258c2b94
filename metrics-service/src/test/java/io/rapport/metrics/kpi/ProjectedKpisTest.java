package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From facts over rows to numbers, against a plain count of what the facts mean. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ProjectedKpisTest {

  private static final Instant PROJECTED = ProjectedHistories.PROJECTED;
  private static final Period ALL = new Period(Story.at("-24H"), Story.at("400H"));
  private static final Period PART = new Period(Story.at("120H"), Story.at("192H1S"));

  @Inject Pool pool;
  @Inject Snapshots snapshots;

  private ProjectedHistories histories;

  @BeforeEach
  void randomHistories() {
    histories = ProjectedHistories.in(pool);
  }

  static Stream<Scope> scopes() {
    return Stream.of(
        scope(ALL, PROJECTED, Map.of()),
        scope(ALL, Story.at("240H"), Map.of()),
        scope(PART, PROJECTED, Map.of()),
        scope(PART, Story.at("216H"), Map.of(Dimension.CHANNEL, List.of("1"))),
        scope(ALL, PROJECTED, Map.of(Dimension.CHANNEL, List.of("2", ""))),
        scope(ALL, PROJECTED, Map.of(Dimension.LIFECYCLE, List.of("active"))),
        scope(PART, PROJECTED, Map.of(Dimension.LIFECYCLE, List.of("new", "dormant"))));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void whatIsCountedIsWhatAPlainCountFinds(Scope scope) {
    var plain = new PlainProjectionCount(histories.projections(), scope);
    var kpis =
        Catalogue.all().stream()
            .filter(kpi -> kpi.computation().table().sums() != Sums.QUARTERS)
            .toList();
    for (boolean sums : List.of(true, false)) {
      var tallies = histories.tallies(snapshots, kpis, scope, Breakdown.NONE, sums);
      for (var kpi : kpis) {
        var figures = Assessment.of(kpi, tallies.of(Cell.ALL));
        assertThat(PlainProjectionCount.integers(figures))
            .as(kpi.id() + (sums ? " from sums" : " from facts"))
            .isEqualTo(plain.integers(kpi.id()));
        assertWithinRange(kpi, figures);
      }
    }
  }

  private static void assertWithinRange(KpiDefinition kpi, Figures figures) {
    assertThat(figures.numerator()).as(kpi.id()).isBetween(0L, figures.denominator());
    double least = kpi.unit() == Unit.POINTS ? -100 : 0;
    double most = kpi.unit() == Unit.POINTS ? 100 : 1;
    assertThat(figures.value().isPresent()).isEqualTo(figures.denominator() > 0);
    figures
        .value()
        .ifPresent(
            value -> {
              assertThat(value).as(kpi.id()).isBetween(least, most);
              var interval = figures.interval().orElseThrow();
              assertThat(value).as(kpi.id()).isBetween(interval.low(), interval.high());
              assertThat(interval.low()).isGreaterThanOrEqualTo(least);
              assertThat(interval.high()).isLessThanOrEqualTo(most);
            });
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void outcomesOfBotsSumToOneAndFunnelsNeverGrow(Scope scope) {
    var tally = tallies(Catalogue.all(), over(scope)).of(Cell.ALL);
    var resolution = Assessment.of(BotKpis.BOT_SELF_RESOLUTION, tally);
    var outcomes = (Detail.SelfResolution) resolution.detail();
    assertThat(outcomes.outcomes().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(resolution.denominator());
    if (resolution.denominator() > 0) {
      assertThat(outcomes.shares().values().stream().mapToDouble(share -> share).sum())
          .isEqualTo(1, Offset.offset(1e-12));
    }

    var runs = Assessment.of(AbandonmentKpis.FLOW_ABANDONMENT, tally);
    var flow = (Detail.Flow) runs.detail();
    assertThat(flow.outcomes().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(runs.denominator());
    assertThat(flow.depths().reversed()).isSorted();
    assertThat(flow.steps())
        .allSatisfy(step -> assertThat(step.unanswered()).isBetween(0L, step.reached()));
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void thereAreExactlyAsManyFactsAsTheNumberSays(String kpi) {
    // The period that follows the one in which most was written, so that somebody came again.
    for (var period :
        List.of("from=2026-03-01&to=2026-03-20", "from=2026-03-08&to=2026-03-14&channel=")) {
      var query = period + "&zone=UTC";
      var answer =
          KpiRequests.as("analyst", histories.wabaId()).get("/v1/kpis/" + kpi + "?" + query);
      answer.then().statusCode(200);
      for (var part : Part.values()) {
        int number = answer.path(part.id());
        var facts =
            KpiRequests.pages(
                histories.wabaId(),
                "/v1/kpis/%s/facts?part=%s&%s".formatted(kpi, part.id(), query),
                17);
        assertThat(facts).as("%s of %s in %s", part, kpi, query).hasSize(number);
        assertThat(facts).doesNotHaveDuplicates();
        assertThat(facts).allSatisfy(fact -> assertThat((String) fact.get("reason")).isNotBlank());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allKpis")
  void thereAreExactlyAsManyExcludedFactsAsTheNumberSays(String kpi) {
    var query = "from=2026-03-01&to=2026-03-20&zone=UTC";
    Map<String, Integer> excluded =
        KpiRequests.as("analyst", histories.wabaId())
            .get("/v1/kpis/" + kpi + "?" + query)
            .path("exclusions");
    for (var reason : List.of("test", "group", "internal")) {
      assertThat(
              KpiRequests.pages(
                  histories.wabaId(),
                  "/v1/kpis/%s/exclusions?reason=%s&%s".formatted(kpi, reason, query),
                  17))
          .as("%s in %s", reason, kpi)
          .hasSize(excluded.getOrDefault(reason, 0))
          .allSatisfy(fact -> assertThat(fact).containsEntry("reason", reason))
          .doesNotHaveDuplicates();
    }
    assertThat(
            KpiRequests.pages(
                histories.wabaId(), "/v1/kpis/%s/exclusions?%s".formatted(kpi, query), 1000))
        .hasSize(excluded.values().stream().mapToInt(n -> n).sum());
  }

  static Stream<String> allKpis() {
    return Catalogue.all().stream().map(KpiDefinition::id);
  }

  static Stream<String> kpis() {
    return Catalogue.all().stream()
        .filter(kpi -> kpi.computation().table().sums() != Sums.QUARTERS)
        .map(KpiDefinition::id);
  }

  /** Without filters, which not all KPIs know. */
  private static Scope over(Scope scope) {
    return scope(scope.period(), scope.asOf(), Map.of());
  }

  @ParameterizedTest
  @MethodSource("granularities")
  void theStepsOfASeriesAreWhatEachAloneGives(Granularity granularity) {
    var scope = scope(ALL, PROJECTED, Map.of());
    var kpis = List.of(ConversationKpis.RETENTION_RATE, SurveyKpis.NPS, BotKpis.FALLBACK_RATE);
    var series = tallies(kpis, scope, Breakdown.of(Optional.empty(), Optional.of(granularity)));
    var steps = List.copyOf(granularity.steps(ALL, ZoneOffset.UTC));
    for (int i = 1; i + 1 < steps.size(); i++) {
      var alone = tallies(kpis, scope.over(new Period(steps.get(i), steps.get(i + 1))));
      for (var kpi : kpis) {
        assertThat(
                Assessment.of(
                    kpi, series.of(new Cell(Optional.empty(), Optional.of(steps.get(i))))))
            .as(kpi.id() + " " + steps.get(i))
            .isEqualTo(Assessment.of(kpi, alone.of(Cell.ALL)));
      }
    }
  }

  static Stream<Granularity> granularities() {
    return Stream.of(Granularity.DAY, Granularity.WEEK);
  }

  private static Scope scope(Period period, Instant asOf, Map<Dimension, List<String>> filters) {
    return new Scope(0, period, ZoneOffset.UTC, filters, asOf);
  }

  private Tallies tallies(List<KpiDefinition> kpis, Scope scope) {
    return tallies(kpis, scope, Breakdown.NONE);
  }

  private Tallies tallies(List<KpiDefinition> kpis, Scope scope, Breakdown breakdown) {
    return histories.tallies(snapshots, kpis, scope, breakdown, true);
  }
}
