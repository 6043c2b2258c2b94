package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums by days and months give what the facts give. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class DaySumsTest {

  private static final int QUESTIONS = 12;

  private static final Set<Dimension> DIMENSIONS =
      Set.of(
          Dimension.CHANNEL,
          Dimension.LIFECYCLE,
          Dimension.SEGMENT,
          Dimension.BOT,
          Dimension.FLOW,
          Dimension.SURVEY,
          // Kept by no cube.
          Dimension.INITIATED_BY,
          Dimension.INTENT);

  @Inject Pool pool;
  @Inject Snapshots snapshots;

  static Stream<KpiDefinition> kpis() {
    return Catalogue.all().stream()
        .filter(kpi -> kpi.computation().table().sums().kind().isPresent());
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void whateverIsAskedTheSumsGiveWhatTheFactsGive(KpiDefinition kpi) {
    var random = new Random(kpi.id().hashCode());
    long counted = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      counted += assertAlike(kpi, scope(random, Map.of()), breakdown(random, kpi));
    }
    assertThat(counted).as("facts behind the questions").isPositive();
  }

  @Test
  void aFilterIsTheGroupOfThatName() {
    for (var kpi : kpis().toList()) {
      for (var dimension : dimensions(kpi)) {
        var scope = scope(new Random(3), Map.of());
        var groups = tallies(kpi, scope, Breakdown.of(Optional.of(dimension), none()), true);
        for (var cell : groups.cells()) {
          var filters = Map.of(dimension, List.of(cell.group().orElseThrow()));
          var alone = tallies(kpi, scope(new Random(3), filters), Breakdown.NONE, true);
          assertThat(Assessment.of(kpi, alone.of(Cell.ALL)))
              .as("%s of %s", kpi.id(), filters)
              .isEqualTo(Assessment.of(kpi, groups.of(cell)));
        }
      }
    }
  }

  @Test
  void whoCameAgainIsTheSameByMonthsByDaysAndFromTheFacts() {
    var retention = ConversationKpis.RETENTION_RATE;
    long again = 0;
    for (var period :
        List.of("2026-03-01/2026-04-01", "2026-02-01/2026-04-15", "2026-03-05/2026-05-02")) {
      var ends = List.of(period.split("/", 2));
      var whole =
          new Period(
              Instant.parse(ends.getFirst() + "T00:00:00Z"),
              Instant.parse(ends.getLast() + "T00:00:00Z"));
      var scope =
          new Scope(0, whole, ZoneOffset.UTC, Map.of(), Instant.parse("2026-06-01T00:00:00Z"));
      for (var granularity :
          List.of(none(), Optional.of(Granularity.MONTH), Optional.of(Granularity.DAY))) {
        again += assertAlike(retention, scope, Breakdown.of(Optional.empty(), granularity));
      }
    }
    assertThat(again).isPositive();
  }

  private long assertAlike(KpiDefinition kpi, Scope scope, Breakdown breakdown) {
    var sums = tallies(kpi, scope, breakdown, true);
    var facts = tallies(kpi, scope, breakdown, false);
    assertThat(sums.cells()).as("cells of %s, %s", scope, breakdown).isEqualTo(facts.cells());
    long counted = 0;
    for (var cell : facts.cells()) {
      var expected = Assessment.of(kpi, facts.of(cell));
      assertThat(Assessment.of(kpi, sums.of(cell)))
          .as("%s in %s, %s", cell, scope, breakdown)
          .isEqualTo(expected);
      counted += expected.denominator() + expected.immature();
    }
    return counted;
  }

  /** Of some days, seldom whole ones, looked at some time later, when not all is mature. */
  private static Scope scope(Random random, Map<Dimension, List<String>> filters) {
    var from = Story.at("-24H").plus(Duration.ofHours(random.nextInt(200)));
    var to = from.plus(Duration.ofHours(24 + random.nextInt(300)));
    if (random.nextBoolean()) {
      from = from.truncatedTo(ChronoUnit.DAYS);
      to = to.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }
    Instant asOf =
        random.nextInt(3) == 0
            ? ProjectedHistories.PROJECTED
            : to.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 10)));
    return new Scope(0, new Period(from, to), ZoneOffset.UTC, filters, asOf);
  }

  private static Breakdown breakdown(Random random, KpiDefinition kpi) {
    var dimensions = List.copyOf(dimensions(kpi));
    return Breakdown.of(
        random.nextBoolean()
            ? Optional.of(dimensions.get(random.nextInt(dimensions.size())))
            : Optional.empty(),
        random.nextBoolean()
            ? Optional.of(List.of(Granularity.values()).get(random.nextInt(4)))
            : none());
  }

  private static List<Dimension> dimensions(KpiDefinition kpi) {
    return DIMENSIONS.stream()
        .filter(dimension -> dimension.of(kpi.computation().table()))
        .sorted()
        .toList();
  }

  private static Optional<Granularity> none() {
    return Optional.empty();
  }

  private Tallies tallies(KpiDefinition kpi, Scope scope, Breakdown breakdown, boolean sums) {
    return ProjectedHistories.in(pool).tallies(snapshots, List.of(kpi), scope, breakdown, sums);
  }
}
