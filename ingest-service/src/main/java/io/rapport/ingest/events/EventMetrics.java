package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of reported events. */
final class EventMetrics {

  private final MeterRegistry registry;
  private final DistributionSummary batchSize;
  private final DistributionSummary bodySize;

  EventMetrics(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry is null");
    this.batchSize =
        DistributionSummary.builder("rapport.ingest.events.batch.size")
            .description("Events of one request")
            .register(registry);
    this.bodySize =
        DistributionSummary.builder("rapport.ingest.events.body")
            .baseUnit("bytes")
            .description("Size of one request")
            .register(registry);
  }

  void request(int events, int bytes) {
    batchSize.record(events);
    bodySize.record(bytes);
  }

  /**
   * @param outcome accepted, duplicate, or the last part of the problem's type
   */
  void event(String type, String outcome) {
    registry.counter("rapport.ingest.events", "type", type, "outcome", outcome).increment();
  }
}
