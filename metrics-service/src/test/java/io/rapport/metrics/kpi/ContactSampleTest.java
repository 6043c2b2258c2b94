package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.security.Account;
import io.rapport.testing.PostgresTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are those of all contacts, whoever the intervals are computed from. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ContactSampleTest {

  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(10);
  private static int account;

  @Inject Snapshots snapshots;

  @BeforeEach
  void manyContacts() {
    if (account == 0) {
      account = FactRows.account("UTC");
      var facts = new RandomFacts(17, FROM, LENGTH, 3000, 6);
      FactRows.messages(account, facts.messages());
      FactRows.turns(account, facts.turns());
      facts.receipts().forEach((contact, last) -> FactRows.receipt(account, contact, last));
      CubeRows.write(account, facts.messages(), facts.turns());
    }
  }

  private Tally tally(long largestSample) {
    var scope =
        new Scope(
            account,
            new Period(FROM, FROM.plus(LENGTH)),
            ZoneOffset.UTC,
            Map.of(),
            FROM.plus(Duration.ofDays(30)));
    return snapshots
        .read(
            new Account(account, FactRows.waba(account), Optional.empty(), ZoneOffset.UTC),
            connection ->
                new KpiCounter(Catalogue.all(), true, largestSample)
                    .figures(connection, scope, Breakdown.NONE))
        .await()
        .atMost(Duration.ofSeconds(30))
        .of(Cell.ALL);
  }

  @Test
  void aSampleChangesNothingButTheIntervalAndWhatRestsOnContacts() {
    var all = tally(Long.MAX_VALUE);
    var sampled = tally(2000);
    assertThat(all.sample(FactTable.MESSAGE).isAll()).isTrue();
    assertThat(sampled.sample(FactTable.MESSAGE).halvings()).isGreaterThanOrEqualTo(2);

    for (var kpi : Catalogue.all()) {
      var exact = Assessment.of(kpi, all);
      var estimated = Assessment.of(kpi, sampled);
      assertThat(estimated.numerator()).as(kpi.id()).isEqualTo(exact.numerator());
      assertThat(estimated.denominator()).as(kpi.id()).isEqualTo(exact.denominator());
      assertThat(estimated.value()).as(kpi.id()).isEqualTo(exact.value());
      exact
          .interval()
          .ifPresent(
              interval -> {
                double width = interval.high() - interval.low();
                var other = estimated.interval().orElseThrow();
                assertThat(other.high() - other.low())
                    .as(kpi.id())
                    .isCloseTo(width, Percentage.withPercentage(15));
              });
    }
  }

  @Test
  void theSampleIsToldOfWithItsDesignEffect() {
    var exact = Assessment.of(MessageKpis.OPEN_RATE, tally(Long.MAX_VALUE));
    var estimated = Assessment.of(MessageKpis.OPEN_RATE, tally(2000));

    assertThat(exact.sample()).isEmpty();
    var sample = estimated.sample().orElseThrow();
    assertThat(sample.fraction()).isBetween(0.05, 0.25);
    assertThat(sample.designEffect().orElseThrow()).isBetween(0.7, 3.0);
  }

  @Test
  void boundsStayInOrderAndNearTheTruth() {
    var exact = (Detail.Open) Assessment.of(MessageKpis.OPEN_RATE, tally(2_000_000)).detail();
    var figures = Assessment.of(MessageKpis.OPEN_RATE, tally(2000));
    var estimated = (Detail.Open) figures.detail();

    assertThat(estimated.inferredNumerator()).isEqualTo(exact.inferredNumerator());
    assertThat(estimated.upperNumerator())
        .isBetween(estimated.inferredNumerator(), figures.denominator())
        .isCloseTo(exact.upperNumerator(), Percentage.withPercentage(10));
    assertThat(estimated.blindShare().orElseThrow())
        .isCloseTo(exact.blindShare().orElseThrow(), Percentage.withPercentage(25));
  }

  @ParameterizedTest
  @CsvSource({"0, 100, 0", "100, 100, 0", "101, 100, 1", "200, 100, 1", "401, 100, 2"})
  void aSampleIsHalvedUntilItFits(long facts, long limit, int halvings) {
    assertThat(ContactSample.of(facts, limit)).isEqualTo(new ContactSample(halvings));
  }
}
