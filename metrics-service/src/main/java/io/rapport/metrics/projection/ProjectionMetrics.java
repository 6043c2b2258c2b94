package io.rapport.metrics.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of the projection. Safe for use by several threads. */
@ApplicationScoped
class ProjectionMetrics {

  private final MeterRegistry registry;
  private final Counter contacts;
  private final Counter events;
  private final Counter postponed;
  private final Counter rebuilds;
  private final Timer batches;
  private final AtomicLong lagMillis = new AtomicLong();
  private final AtomicLong pending = new AtomicLong();

  ProjectionMetrics(MeterRegistry registry) {
    this.registry = registry;
    contacts = registry.counter("rapport.projection.contacts");
    events = registry.counter("rapport.projection.events");
    postponed = registry.counter("rapport.projection.postponed");
    rebuilds = registry.counter("rapport.projection.rebuilds");
    batches = registry.timer("rapport.projection.batch");
    registry.gauge("rapport.projection.lag.seconds", lagMillis, millis -> millis.get() / 1000.0);
    registry.gauge("rapport.projection.pending", pending);
  }

  void projected(Batch batch, Duration took) {
    contacts.increment(batch.contacts());
    events.increment(batch.events());
    postponed.increment(batch.postponed());
    batches.record(took);
  }

  /** A contact was put off because Postgres refused its rows. */
  void postponed() {
    postponed.increment();
  }

  void rebuilt() {
    rebuilds.increment();
  }

  void failed(Fault fault) {
    registry
        .counter("rapport.projection.failures", "fault", fault.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void backlog(Backlog backlog, Instant now) {
    lagMillis.set(backlog.lag(now).toMillis());
    pending.set(backlog.rows());
  }
}
