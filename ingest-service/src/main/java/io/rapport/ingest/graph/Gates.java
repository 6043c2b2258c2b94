package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import io.quarkus.arc.All;
import io.rapport.ingest.graph.Decision.Refusal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** All gates a message has to pass. Thread-safe. */
@ApplicationScoped
class Gates {

  private static final Logger LOG = Logger.getLogger(Gates.class);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final List<SendGate> gates;
  private final ProxyMetrics metrics;

  Gates(@All List<SendGate> gates, ProxyMetrics metrics) {
    this.gates =
        gates.stream()
            .sorted(Comparator.comparingInt(SendGate::order).thenComparing(SendGate::name))
            .toList();
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** The refusal of the first gate that has one. */
  Uni<Optional<Refusal>> ask(Outgoing message) {
    return Multi.createFrom()
        .iterable(gates)
        .onItem()
        .transformToUniAndConcatenate(gate -> ask(gate, message))
        .filter(Refusal.class::isInstance)
        .map(Refusal.class::cast)
        .select()
        .first()
        .collect()
        .first()
        .map(Optional::ofNullable);
  }

  private Uni<Decision> ask(SendGate gate, Outgoing message) {
    return Uni.createFrom()
        .deferred(() -> gate.ask(message))
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.errorf(failure, "the gate %s could not decide", gate.name());
              return new Refusal(
                  "failed",
                  MetaError.notSent("Rapport could not decide whether it may be sent", LATER));
            })
        .invoke(
            decision -> {
              if (decision instanceof Refusal refusal) {
                metrics.refused(gate.name(), refusal.reason());
              }
            });
  }
}
