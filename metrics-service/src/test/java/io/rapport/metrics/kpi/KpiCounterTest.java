package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.security.Account;
import io.rapport.metrics.settings.InEffect;
import io.rapport.testing.PostgresTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts by SQL, over cubes and over facts, against a plain count of the same rows. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiCounterTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The week in which clocks go forward; the maturity of many facts is decided inside it. */
  private static final Instant FROM = Instant.parse("2026-03-22T23:00:00Z");

  private static final Duration LENGTH = Duration.ofDays(10);
  private static final Instant AS_OF = Instant.parse("2026-04-01T10:07:31Z");
  private static final Period ALL = new Period(FROM, FROM.plus(LENGTH));

  /** Those that are about the facts which are made up here. */
  private static final List<KpiDefinition> KPIS =
      Catalogue.all().stream()
          .filter(kpi -> kpi.computation().table().sums() == Sums.QUARTERS)
          .toList();

  private static int account;
  private static RandomFacts facts;

  @Inject Snapshots snapshots;

  @BeforeEach
  void randomFacts() {
    if (facts == null) {
      facts = new RandomFacts(61, FROM, LENGTH, 150, 12);
      account = FactRows.account("Europe/Berlin");
      FactRows.messages(account, facts.messages());
      FactRows.turns(account, facts.turns());
      facts.receipts().forEach((contact, last) -> FactRows.receipt(account, contact, last));
      CubeRows.write(account, facts.messages(), facts.turns());
      DayRows.write(account, "Europe/Berlin");
    }
  }

  static Stream<Scope> scopes() {
    return Stream.of(
        scope(ALL, Map.of()),
        // March as a month, and the ends of it in days.
        scope(
            new Period(
                Instant.parse("2026-01-31T23:00:00Z"), Instant.parse("2026-04-05T22:00:00Z")),
            Map.of()),
        // From the middle of a day on, and from a day on to the middle of another.
        scope(new Period(FROM.plusSeconds(7200), FROM.plus(LENGTH)), Map.of()),
        scope(
            new Period(FROM.plusSeconds(86_400), FROM.plusSeconds(3 * 86_400 + 11_111)), Map.of()),
        // All of it immature for some, and none for anybody.
        new Scope(0, ALL, BERLIN, Map.of(), FROM.plusSeconds(30_000)),
        new Scope(0, ALL, BERLIN, Map.of(), AS_OF.plus(LENGTH)),
        scope(new Period(FROM.plusSeconds(3601), AS_OF.minusSeconds(86_400)), Map.of()),
        scope(new Period(FROM.plusSeconds(60), FROM.plusSeconds(840)), Map.of()),
        scope(ALL, Map.of(Dimension.CAMPAIGN, List.of("spring", ""))),
        scope(ALL, Map.of(Dimension.TEMPLATE, List.of("offer"), Dimension.LANGUAGE, List.of("de"))),
        scope(ALL, Map.of(Dimension.CHANNEL, List.of("1"), Dimension.ORIGIN, List.of("agent"))),
        scope(ALL, Map.of(Dimension.ORIGIN, List.of("campaign", "bot", ""))));
  }

  static Stream<Breakdown> breakdowns() {
    return Stream.of(
        Breakdown.NONE,
        by(null, Granularity.HOUR),
        by(null, Granularity.DAY),
        by(null, Granularity.WEEK),
        by(Dimension.CAMPAIGN, null),
        by(Dimension.VARIANT, Granularity.DAY),
        by(Dimension.TEMPLATE, Granularity.MONTH),
        by(Dimension.CHANNEL, null),
        by(Dimension.ORIGIN, null),
        by(Dimension.HOUR_OF_DAY, null),
        by(Dimension.DAY_OF_WEEK, null),
        Breakdown.merging(
            new Breakdown.Groups(Dimension.CAMPAIGN, List.of("", "summer")),
            Optional.of(Granularity.DAY)));
  }

  private static Scope byDays(Scope scope) {
    return new Scope(
        scope.accountId(),
        scope.period(),
        scope.zone(),
        scope.filters(),
        scope.asOf(),
        new InEffect(0, InEffect.DEFAULT.conversionHorizon(), false, Optional.of(BERLIN)));
  }

  @ParameterizedTest
  @MethodSource("breakdowns")
  void cubesAndFactsGiveTheSameAnswer(Breakdown breakdown) {
    var scope = scope(ALL, Map.of());

    var fromFacts = figures(scope, breakdown, false);

    assertThat(fromFacts).isNotEmpty();
    assertThat(figures(scope, breakdown, true)).isEqualTo(fromFacts);
    assertThat(figures(byDays(scope), breakdown, true)).isEqualTo(fromFacts);
  }

  @Test
  void daysOfAnotherZoneThanTheQuestionsGiveTheSameAnswer() {
    var tokyo = ZoneId.of("Asia/Tokyo");
    var scope = new Scope(0, ALL, tokyo, Map.of(), AS_OF);

    for (var breakdown : List.of(Breakdown.NONE, by(null, Granularity.DAY))) {
      assertThat(figures(byDays(scope), breakdown, true))
          .isEqualTo(figures(scope, breakdown, false));
    }
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void cubesAndFactsGiveTheSameAnswerWhateverIsFiltered(Scope scope) {
    var fromFacts = figures(scope, Breakdown.NONE, false);

    assertThat(figures(scope, Breakdown.NONE, true)).isEqualTo(fromFacts);
    assertThat(figures(byDays(scope), Breakdown.NONE, true)).isEqualTo(fromFacts);
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void whatIsCountedIsWhatAPlainCountFinds(Scope scope) {
    var plain = new PlainCount(facts, scope);
    var counted = figures(byDays(scope), Breakdown.NONE, true);

    for (var kpi : KPIS) {
      assertThat(PlainCount.integers(counted.get(kpi.id() + " " + Cell.ALL)))
          .as(kpi.id())
          .isEqualTo(plain.integers(kpi.id()));
    }
  }

  @Test
  void observedIsAtMostInferredIsAtMostUpper() {
    var figures = figures(scope(ALL, Map.of()), Breakdown.NONE, true).get("open-rate " + Cell.ALL);
    var open = (Detail.Open) figures.detail();

    assertThat(figures.numerator())
        .isPositive()
        .isLessThan(open.inferredNumerator())
        .isLessThan(open.upperNumerator());
    assertThat(open.inferredNumerator()).isLessThan(open.upperNumerator());
    assertThat(open.upperNumerator()).isLessThan(figures.denominator());
  }

  @Test
  void nothingMeasuredIsNullNotZero() {
    var empty = new Period(FROM.minus(LENGTH), FROM);

    for (var kpi : KPIS) {
      var tallies = tallies(scope(empty, Map.of()), Breakdown.NONE, true);
      var figures = Assessment.of(kpi, tallies.of(Cell.ALL));
      assertThat(figures.value()).isEmpty();
      assertThat(figures.interval()).isEmpty();
      assertThat(figures.numerator()).isZero();
      assertThat(figures.denominator()).isZero();
    }
  }

  @Test
  void theHourThatDoesNotExistHasNoStepAndTheDayIsShort() {
    var sunday =
        new Period(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z"));

    assertThat(Granularity.HOUR.steps(sunday, BERLIN)).hasSize(23);
    var tallies = tallies(scope(sunday, Map.of()), by(null, Granularity.HOUR), true);
    assertThat(tallies.cells())
        .allSatisfy(
            cell ->
                assertThat(Granularity.HOUR.steps(sunday, BERLIN))
                    .contains(cell.step().orElseThrow()));
  }

  private static Scope scope(Period period, Map<Dimension, List<String>> filters) {
    return new Scope(account, period, BERLIN, filters, AS_OF);
  }

  private static Breakdown by(Dimension dimension, Granularity granularity) {
    return Breakdown.of(Optional.ofNullable(dimension), Optional.ofNullable(granularity));
  }

  private Map<String, Figures> figures(Scope scope, Breakdown breakdown, boolean cubes) {
    var tallies = tallies(scope, breakdown, cubes);
    var figures = new LinkedHashMap<String, Figures>();
    for (var kpi : KPIS) {
      for (var cell : tallies.cells()) {
        figures.put(kpi.id() + " " + cell, Assessment.of(kpi, tallies.of(cell)));
      }
      figures.computeIfAbsent(
          kpi.id() + " " + Cell.ALL, _ -> Assessment.of(kpi, tallies.of(Cell.ALL)));
    }
    return figures;
  }

  private Tallies tallies(Scope scope, Breakdown breakdown, boolean cubes) {
    // Parameters are made before the account is.
    var here =
        new Scope(
            account, scope.period(), scope.zone(), scope.filters(), scope.asOf(), scope.settings());
    return snapshots
        .read(
            new Account(account, FactRows.waba(account), Optional.empty(), BERLIN),
            connection -> new KpiCounter(KPIS, cubes).figures(connection, here, breakdown))
        .await()
        .atMost(Duration.ofSeconds(30));
  }
}
