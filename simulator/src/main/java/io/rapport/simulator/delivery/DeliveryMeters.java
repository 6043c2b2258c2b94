package io.rapport.simulator.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What delivery counts, as {@code rapport_simulator_*} in Prometheus. */
final class DeliveryMeters {
  final Counter facts;
  final Counter webhooks;
  final Counter retried;
  final Counter duplicates;
  final Counter dropped;
  final AtomicInteger inFlight = new AtomicInteger();

  DeliveryMeters(MeterRegistry registry, Supplier<Number> queue) {
    this.facts = counter(registry, "facts.delivered", "Facts whose webhook was answered with 200");
    this.webhooks = counter(registry, "webhooks.delivered", "Webhooks answered with 200");
    this.retried =
        counter(registry, "webhooks.retried", "Attempts that were not answered with 200");
    this.duplicates = counter(registry, "webhooks.duplicates", "Webhooks sent twice on purpose");
    this.dropped = counter(registry, "webhooks.dropped", "Attempts given up on purpose");
    Gauge.builder("rapport.simulator.webhooks.in-flight", inFlight, AtomicInteger::get)
        .description("Webhooks being delivered")
        .register(registry);
    Gauge.builder("rapport.simulator.facts.queue", queue)
        .description("Facts waiting for their 200")
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("rapport.simulator." + name).description(description).register(registry);
  }
}
