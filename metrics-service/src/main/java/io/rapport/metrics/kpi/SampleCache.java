package io.rapport.metrics.kpi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Remembers samples in this process for a while, the most used ones if they are too many. */
@ApplicationScoped
class SampleCache implements KeptSamples {

  private final Cache<SampleKey, ContactSums> kept;
  private final MeterRegistry meters;

  SampleCache(KpiSettings settings, MeterRegistry meters) {
    this.meters = meters;
    kept =
        Caffeine.newBuilder()
            .expireAfter(
                Expiry.writing(
                    (SampleKey key, ContactSums _) ->
                        key.sample().isAll() ? settings.keepSpreads() : settings.keepSamples()))
            .maximumWeight(settings.mostKeptSums())
            .weigher((SampleKey _, ContactSums sums) -> sums.size())
            .build();
    Gauge.builder("rapport.kpi.kept.sums", kept, SampleCache::sums).register(meters);
    Gauge.builder("rapport.kpi.kept.sums.limit", settings, KpiSettings::mostKeptSums)
        .register(meters);
  }

  private static double sums(Cache<SampleKey, ContactSums> cache) {
    return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  @Override
  public Optional<ContactSums> find(SampleKey key) {
    var found = Optional.ofNullable(kept.getIfPresent(key));
    meters.counter("rapport.kpi.samples", "kept", Boolean.toString(found.isPresent())).increment();
    return found;
  }

  @Override
  public void keep(SampleKey key, ContactSums sums) {
    kept.put(key, sums);
  }
}
