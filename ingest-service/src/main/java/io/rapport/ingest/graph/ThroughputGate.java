package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import io.rapport.ingest.graph.ProxySettings.Mode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Meta's limit on messages of one number (error 130429), as far as this process sees it. */
@ApplicationScoped
class ThroughputGate implements SendGate {

  private static final String NAME = "throughput";
  private static final int NUMBERS = 10_000;

  private final Mode mode;
  private final RateLimit<String> limit;
  private final ProxyMetrics metrics;
  private final Clock clock;

  ThroughputGate(ProxySettings settings, ProxyMetrics metrics, Clock clock) {
    int perSecond = settings.throughput().perSecond();
    this.mode = settings.throughput().mode();
    this.limit = new RateLimit<>(Duration.ofSeconds(1).dividedBy(perSecond), perSecond, NUMBERS);
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int order() {
    return 1;
  }

  @Override
  public Uni<Decision> ask(Outgoing message) {
    if (mode == Mode.OFF) {
      return Uni.createFrom().item(Decision.PASS);
    }
    return Uni.createFrom().item(decision(limit.take(message.phoneNumberId(), clock.instant())));
  }

  private Decision decision(Duration wait) {
    if (wait.isZero()) {
      return Decision.PASS;
    }
    metrics.beyond(NAME);
    return mode == Mode.OBSERVE
        ? Decision.PASS
        : new Decision.Refusal(
            NAME,
            new MetaError(
                400,
                130429,
                "Rate limit hit",
                "Rapport did not send it: the phone number's messages a second are used up",
                Optional.of(wait)));
  }
}
