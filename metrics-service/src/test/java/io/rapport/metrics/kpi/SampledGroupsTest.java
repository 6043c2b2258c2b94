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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups and steps of more facts than are read for intervals. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class SampledGroupsTest {

  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(10);
  private static final Breakdown BY_CAMPAIGN_AND_DAY =
      Breakdown.of(Optional.of(Dimension.CAMPAIGN), Optional.of(Granularity.DAY));

  private static int account;

  @Inject Snapshots snapshots;

  /** Remembers for ever, and how often it was asked in vain. */
  private static final class Memory implements KeptSamples {

    private final Map<SampleKey, ContactSums> kept = new HashMap<>();
    private int missed;

    @Override
    public Optional<ContactSums> find(SampleKey key) {
      var found = Optional.ofNullable(kept.get(key));
      missed += found.isPresent() ? 0 : 1;
      return found;
    }

    @Override
    public void keep(SampleKey key, ContactSums sums) {
      kept.put(key, sums);
    }
  }

  @BeforeEach
  void manyContacts() {
    if (account == 0) {
      account = FactRows.account("UTC");
      var facts = new RandomFacts(23, FROM, LENGTH, 3000, 6);
      FactRows.messages(account, facts.messages());
      facts.receipts().forEach((contact, last) -> FactRows.receipt(account, contact, last));
      CubeRows.write(account, facts.messages(), facts.turns());
    }
  }

  private Tallies tallies(long largestSample, KeptSamples kept) {
    var period = new Period(FROM, FROM.plus(LENGTH));
    var scope =
        new Scope(account, period, ZoneOffset.UTC, Map.of(), FROM.plus(Duration.ofDays(30)));
    var kpis = Catalogue.all().stream().filter(k -> k.id().equals("open-rate")).toList();
    return snapshots
        .read(
            new Account(account, FactRows.waba(account), Optional.empty(), ZoneOffset.UTC),
            connection ->
                new KpiCounter(kpis, true, largestSample, kept, SmallCells.SHOWN)
                    .figures(connection, scope, BY_CAMPAIGN_AND_DAY))
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  @Test
  void everyCellIsExactAndItsIntervalAboutAsWideAsFromAllContacts() {
    var all = tallies(Long.MAX_VALUE, KeptSamples.NONE);
    var sampled = tallies(2000, KeptSamples.NONE);
    double ratios = 0;
    int cells = 0;

    assertThat(sampled.cells()).isEqualTo(all.cells());
    for (var cell : all.cells()) {
      var exact = Assessment.of(MessageKpis.OPEN_RATE, all.of(cell));
      var estimated = Assessment.of(MessageKpis.OPEN_RATE, sampled.of(cell));
      assertThat(estimated.numerator()).isEqualTo(exact.numerator());
      assertThat(estimated.denominator()).isEqualTo(exact.denominator());
      assertThat(estimated.immature()).isEqualTo(exact.immature());
      assertThat(estimated.sample()).isPresent();
      ratios += width(estimated) / width(exact);
      cells++;
    }

    assertThat(ratios / cells).isBetween(0.9, 1.15);
  }

  private static double width(Figures figures) {
    var interval = figures.interval().orElseThrow();
    return interval.high() - interval.low();
  }

  @Test
  void whatASampleHasShownIsAskedOnce() {
    var memory = new Memory();
    var first = tallies(2000, memory);
    var second = tallies(2000, memory);

    assertThat(memory.missed).isEqualTo(1);
    for (var cell : first.cells()) {
      assertThat(Assessment.of(MessageKpis.OPEN_RATE, second.of(cell)))
          .isEqualTo(Assessment.of(MessageKpis.OPEN_RATE, first.of(cell)));
    }
  }
}
