package io.rapport.ingest.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.ingest.IngestSettings;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of webhooks that are being received or wait to be committed, and of messages on
 * their way: many connections with large bodies must not exhaust it. Thread-safe.
 */
@Singleton
public class BytesInFlight {

  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  BytesInFlight(IngestSettings settings, MeterRegistry registry) {
    // A single body must always be possible.
    this.limit =
        Math.max(settings.maxBytesInFlight().asLongValue(), settings.maxBodySize().asLongValue());
    requireNonNull(registry, "registry is null");
    Gauge.builder("rapport.ingest.bytes.in.flight", taken, AtomicLong::get)
        .baseUnit("bytes")
        .description("Bodies of webhooks and messages that are not answered yet")
        .register(registry);
    Gauge.builder("rapport.ingest.bytes.in.flight.limit", this, in -> in.limit)
        .baseUnit("bytes")
        .description("What they may have together")
        .register(registry);
  }

  /** What one body takes. Its bytes come from one event loop; it may be released by another. */
  public final class Share {

    private final AtomicBoolean released = new AtomicBoolean();
    private long bytes;

    /** Takes more; false, with nothing taken, if there is no room. */
    boolean take(int more) {
      if (taken.addAndGet(more) > limit) {
        taken.addAndGet(-more);
        return false;
      }
      bytes += more;
      return true;
    }

    /** Gives everything back, once. */
    public void release() {
      if (released.compareAndSet(false, true)) {
        taken.addAndGet(-bytes);
      }
    }
  }

  /** For one more body. */
  public Share share() {
    return new Share();
  }
}
