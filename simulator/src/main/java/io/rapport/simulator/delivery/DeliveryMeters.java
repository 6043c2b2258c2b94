package io.rapport.simulator.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What delivery by one carrier counts, as {@code rapport_simulator_*} in Prometheus. */
final class DeliveryMeters {
  final Counter facts;
  final Counter requests;
  final Counter retried;
  final Counter duplicates;
  final Counter dropped;
  final AtomicInteger inFlight = new AtomicInteger();

  DeliveryMeters(MeterRegistry registry, String carrier, Supplier<Number> queue) {
    var by = Tags.of("by", carrier);
    this.facts = counter(registry, by, "facts.delivered", "Facts the business accepted");
    this.requests = counter(registry, by, "requests.delivered", "Requests that were accepted");
    this.retried = counter(registry, by, "requests.retried", "Attempts that were not accepted");
    this.duplicates =
        counter(registry, by, "requests.duplicates", "Requests sent twice on purpose");
    this.dropped = counter(registry, by, "requests.dropped", "Attempts given up on purpose");
    Gauge.builder("rapport.simulator.requests.in-flight", inFlight, AtomicInteger::get)
        .description("Requests being delivered")
        .tags(by)
        .register(registry);
    Gauge.builder("rapport.simulator.facts.queue", queue)
        .description("Facts waiting to be accepted")
        .tags(by)
        .register(registry);
  }

  private static Counter counter(
      MeterRegistry registry, Tags tags, String name, String description) {
    return Counter.builder("rapport.simulator." + name)
        .description(description)
        .tags(tags)
        .register(registry);
  }
}
