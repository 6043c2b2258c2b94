package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/** What the store tells about itself. */
final class IngestMetrics {

  private final MeterRegistry registry;
  private final Counter facts;
  private final Counter duplicates;
  private final Counter merges;
  private final Counter truncated;
  private final DistributionSummary batchRows;
  private final Timer flush;
  private final Timer lag;
  private final Clock clock;

  IngestMetrics(MeterRegistry registry, Clock clock) {
    this.clock = requireNonNull(clock, "clock is null");
    this.registry = requireNonNull(registry, "registry is null");
    this.facts =
        Counter.builder("rapport.ingest.facts").description("Facts stored").register(registry);
    this.duplicates =
        Counter.builder("rapport.ingest.duplicates")
            .description("Facts that were stored before")
            .register(registry);
    this.merges =
        Counter.builder("rapport.ingest.merges")
            .description("Contacts found to be another one")
            .register(registry);
    this.truncated =
        Counter.builder("rapport.ingest.quarantine.truncated")
            .description("Unreadable items larger than what is kept of one")
            .register(registry);
    this.batchRows =
        DistributionSummary.builder("rapport.ingest.batch.rows")
            .description("Items of one transaction")
            .register(registry);
    this.flush =
        Timer.builder("rapport.ingest.flush")
            .description("Time from a batch's first statement to its commit, retries included")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(10))
            .register(registry);
    this.lag =
        Timer.builder("rapport.ingest.lag")
            .description("From a fact's own time to its commit; what tells of the past is left out")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(500))
            .maximumExpectedValue(Duration.ofDays(1))
            .register(registry);
  }

  void written(BatchOutcome outcome) {
    var now = clock.instant();
    for (var occurredAt : outcome.fresh()) {
      // Clocks differ: what is of the future has arrived at once.
      lag.record(occurredAt.isAfter(now) ? Duration.ZERO : Duration.between(occurredAt, now));
    }
    facts.increment(outcome.tally().storedFacts());
    duplicates.increment(outcome.tally().repeatedFacts());
    merges.increment(outcome.merges());
    outcome.accountEvents().forEach(this::accountEvent);
    outcome.kept().forEach(this::quarantined);
  }

  private void accountEvent(String field) {
    registry.counter("rapport.ingest.account.events", "field", field).increment();
  }

  private void quarantined(QuarantineTable.Kept kept) {
    registry
        .counter("rapport.ingest.quarantined", "reason", kept.reason(), "field", kept.field())
        .increment();
    if (kept.truncated()) {
      truncated.increment();
    }
  }

  void flushed(int rows, Duration time) {
    batchRows.record(rows);
    flush.record(time);
  }
}
