package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.graph.GraphErrorPolicy;
import io.rapport.ingest.graph.GraphPath.Endpoint;
import io.rapport.ingest.store.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** The proxy's meters. Thread-safe. */
@ApplicationScoped
class ProxyMetrics {

  private static final String PREFIX = "rapport.ingest.graph.";

  private final MeterRegistry registry;

  ProxyMetrics(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry is null");
  }

  /** What became of a request. */
  enum Result {
    /** The Graph API answered, whatever it said. */
    ANSWERED,
    REFUSED,
    UNREACHABLE,
    UNKNOWN,
    OVERLOADED
  }

  void request(Endpoint endpoint, Result result) {
    registry
        .counter(PREFIX + "requests", "endpoint", word(endpoint), "result", word(result))
        .increment();
  }

  /** How long the Graph API took. */
  void answered(Endpoint endpoint, Duration duration) {
    registry.timer(PREFIX + "upstream", "endpoint", word(endpoint)).record(duration);
  }

  /** The Graph API refused a message. */
  void error(GraphErrorPolicy policy) {
    registry
        .counter(
            PREFIX + "errors",
            "retry",
            word(policy.retry()),
            "scope",
            word(policy.scope()),
            "remedy",
            word(policy.remedy()))
        .increment();
  }

  void refused(String gate, String reason) {
    registry.counter(PREFIX + "refusals", "gate", gate, "reason", reason).increment();
  }

  /** A message went beyond a limit of Meta's. */
  void beyond(String limit) {
    registry.counter(PREFIX + "beyond.limit", "limit", limit).increment();
  }

  void inFlight(AtomicInteger inFlight, int most) {
    registry.gauge(PREFIX + "inflight", inFlight);
    registry.gauge(PREFIX + "inflight.capacity", most);
  }

  void registered(Outcome outcome) {
    registry.counter(PREFIX + "registrations", "outcome", word(outcome)).increment();
  }

  /** Messages that were sent and are not registered; their statuses still tell of them. */
  void lost(String reason, int messages) {
    registry.counter(PREFIX + "registrations.lost", "reason", reason).increment(messages);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
