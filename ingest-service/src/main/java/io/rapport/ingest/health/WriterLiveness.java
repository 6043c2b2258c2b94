package io.rapport.ingest.health;

import static java.util.Objects.requireNonNull;

import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.store.EventStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Not alive if something waits and nothing has been written or given up for long. A database that
 * is away does not make it so: then batches are given up, and starting again would not help.
 */
@Liveness
@ApplicationScoped
class WriterLiveness implements HealthCheck {

  private final EventStore store;
  private final Duration limit;

  WriterLiveness(EventStore store, IngestSettings settings) {
    this.store = requireNonNull(store, "store is null");
    this.limit = settings.queue().stuckAfter();
  }

  @Override
  public HealthCheckResponse call() {
    var stalled = store.stalled();
    return HealthCheckResponse.named("Writing the intake queue")
        .status(stalled.compareTo(limit) <= 0)
        .withData("depth", store.depth())
        .withData("stalledSeconds", stalled.toSeconds())
        .build();
  }
}
