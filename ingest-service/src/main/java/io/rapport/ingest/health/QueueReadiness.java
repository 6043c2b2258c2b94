package io.rapport.ingest.health;

import static java.util.Objects.requireNonNull;

import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.store.EventStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the queue has been full for long: another process may have room. */
@Readiness
@ApplicationScoped
class QueueReadiness implements HealthCheck {

  private final EventStore store;
  private final Duration limit;

  QueueReadiness(EventStore store, IngestSettings settings) {
    this.store = requireNonNull(store, "store is null");
    this.limit = settings.queue().fullFor();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("Intake queue")
        .status(store.refusing().compareTo(limit) <= 0)
        .withData("depth", store.depth())
        .withData("capacity", store.capacity())
        .build();
  }
}
