package io.rapport.ingest.content;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How much text is kept and deleted. */
public final class ContentMetrics {

  private final Counter stored;
  private final Counter deleted;
  private final Counter truncated;

  public ContentMetrics(MeterRegistry registry) {
    requireNonNull(registry, "registry is null");
    this.stored =
        counter(registry, "stored", "Texts of messages kept, for accounts that turned it on");
    this.deleted =
        counter(registry, "deleted", "Texts deleted because their time is over or it is off");
    this.truncated =
        counter(registry, "truncated", "Texts longer than what is kept of one message");
  }

  void stored(int texts) {
    stored.increment(texts);
  }

  void deleted(int texts) {
    deleted.increment(texts);
  }

  void truncated() {
    truncated.increment();
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("rapport.ingest.content." + name)
        .description(description)
        .register(registry);
  }
}
