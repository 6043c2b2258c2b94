package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.ingest.store.Outcome;

/** What is counted of links that are followed. */
final class ClickMetrics {

  private static final String CLICKS = "rapport.ingest.links.clicks";
  private static final String LOST = "rapport.ingest.links.clicks.lost";

  private final MeterRegistry registry;

  ClickMetrics(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry is null");
  }

  /** How a request was answered. */
  void answered(String outcome) {
    registry.counter("rapport.ingest.links.redirects", "outcome", outcome).increment();
  }

  void written(int attributed, int anonymous, int visits) {
    counter("attributed").increment(attributed);
    counter("anonymous").increment(anonymous);
    counter("visit").increment(visits);
  }

  private Counter counter(String kind) {
    return registry.counter(CLICKS, "kind", kind);
  }

  /** More waits than may. */
  void refused() {
    lost("queue_full", 1);
  }

  /** The database was away for too long. */
  void givenUp(int clicks) {
    lost("not_written", clicks);
  }

  /** The process ended before. */
  void abandoned(int clicks) {
    lost("shutdown", clicks);
  }

  /** The contact of a token may be gone. */
  void settled(Outcome outcome) {
    switch (outcome) {
      case STORED, DUPLICATE -> {}
      case UNKNOWN_CONTACT -> lost("unknown_contact", 1);
      case REFUSED -> lost("refused_by_database", 1);
    }
  }

  private void lost(String reason, int clicks) {
    registry.counter(LOST, "reason", reason).increment(clicks);
  }
}
