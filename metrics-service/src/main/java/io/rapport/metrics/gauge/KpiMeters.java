package io.rapport.metrics.gauge;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.rapport.metrics.kpi.KpiReading;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/**
 * The latest KPIs as gauges, labelled by WABA id, name of the KPI and its unit, and by nothing
 * else. A value that was not measured is NaN. Safe for use by several threads.
 */
@Singleton
class KpiMeters {

  private final MultiGauge values;
  private final MultiGauge numerators;
  private final MultiGauge denominators;
  private final MultiGauge immature;
  private final AtomicInteger omitted = new AtomicInteger();
  private final AtomicReference<Instant> shownAt;

  KpiMeters(GaugeSettings settings, MeterRegistry registry, Clock clock) {
    var period = " over the last days (rapport.metrics.gauge.days)";
    this.values = gauge(registry, "value", "What a KPI comes to" + period);
    this.numerators = gauge(registry, "numerator", "Facts that count towards it" + period);
    this.denominators = gauge(registry, "denominator", "All facts it is about" + period);
    this.immature = gauge(registry, "immature", "Facts too young to be counted" + period);
    this.shownAt = new AtomicReference<>(clock.instant());
    Gauge.builder("rapport.kpi.accounts.omitted", omitted, AtomicInteger::get)
        .description("Accounts without gauges, because there are too many or they failed")
        .register(registry);
    Gauge.builder("rapport.kpi.accounts.limit", settings, GaugeSettings::mostAccounts)
        .description("Accounts that may have gauges")
        .register(registry);
    Gauge.builder(
            "rapport.kpi.age",
            shownAt,
            at -> Duration.between(at.get(), clock.instant()).toSeconds())
        .baseUnit("seconds")
        .description("How long ago the gauges were counted")
        .register(registry);
  }

  /**
   * Replaces everything that was shown.
   *
   * @param omittedAccounts how many accounts are not among the readings
   */
  void show(List<KpiReading> readings, int omittedAccounts, Instant now) {
    requireNonNull(readings, "readings is null");
    // Not a number where nothing was measured: zero would be a value.
    register(values, readings, reading -> reading.value().orElse(Double.NaN));
    register(numerators, readings, KpiReading::numerator);
    register(denominators, readings, KpiReading::denominator);
    register(immature, readings, KpiReading::immature);
    omitted.set(omittedAccounts);
    shownAt.set(now);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("rapport.kpi." + name).description(description).register(registry);
  }

  private static void register(
      MultiGauge gauge, List<KpiReading> readings, ToDoubleFunction<KpiReading> number) {
    gauge.register(
        readings.stream()
            .<Row<?>>map(
                reading ->
                    Row.of(
                        Tags.of(
                            "account",
                            reading.account(),
                            "kpi",
                            reading.kpi(),
                            "unit",
                            reading.unit().id()),
                        number.applyAsDouble(reading)))
            .toList(),
        true);
  }
}
