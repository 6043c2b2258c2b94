package io.rapport.ingest.completeness;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Gaps and silence as gauges. Labelled by WABA id and phone number id, for a bounded number of
 * channels. Thread-safe.
 */
@Singleton
class CompletenessMetrics {

  private final CompletenessSettings settings;
  private final MultiGauge gaps;
  private final MultiGauge observed;
  private final MultiGauge expected;
  private final MultiGauge silent;
  private final AtomicInteger omitted = new AtomicInteger();
  private final AtomicReference<Instant> lookedAt;

  CompletenessMetrics(CompletenessSettings settings, MeterRegistry registry, Clock clock) {
    this.settings = requireNonNull(settings, "settings is null");
    this.lookedAt = new AtomicReference<>(clock.instant());
    this.gaps = gauge(registry, "gaps", "What of the last settled day did not come in");
    this.observed = gauge(registry, "observed", "New facts of the last whole hour");
    this.expected = gauge(registry, "expected", "What is usual for this hour of the week");
    this.silent = gauge(registry, "silent", "1 where far fewer facts came in than usual");
    Gauge.builder("rapport.completeness.channels.omitted", omitted, AtomicInteger::get)
        .description("Channels without metrics of their own, because there are too many")
        .register(registry);
    Gauge.builder(
            "rapport.completeness.age",
            lookedAt,
            at -> Duration.between(at.get(), clock.instant()).toSeconds())
        .baseUnit("seconds")
        .description("How long ago anybody looked for gaps and silence")
        .register(registry);
  }

  /** One phone number, at one time. */
  record Channel(String account, String channel, Map<Gap, Long> gaps, List<Rhythm.Hour> hours) {}

  /** Brings together what is known of each channel of an account. */
  static List<Channel> channels(
      String account,
      Map<Integer, String> phoneNumberIds,
      List<GapQuery.Count> gaps,
      List<Rhythm.Hour> hours) {
    var channels = new ArrayList<Channel>();
    new TreeMap<>(phoneNumberIds)
        .forEach(
            (id, phoneNumberId) -> {
              var counts = new EnumMap<Gap, Long>(Gap.class);
              for (var gap : Gap.values()) {
                counts.put(gap, 0L);
              }
              gaps.stream()
                  .filter(count -> count.channelId() == id)
                  .forEach(count -> counts.merge(count.gap(), count.gaps(), Long::sum));
              channels.add(
                  new Channel(
                      account,
                      phoneNumberId,
                      counts,
                      hours.stream().filter(hour -> hour.source().channelId() == id).toList()));
            });
    return channels;
  }

  void show(List<Channel> all, Instant now) {
    var shown = all.stream().limit(settings.watch().channels()).toList();
    omitted.set(all.size() - shown.size());
    lookedAt.set(now);
    var ofGaps = new ArrayList<Row<?>>();
    var ofObserved = new ArrayList<Row<?>>();
    var ofExpected = new ArrayList<Row<?>>();
    var ofSilent = new ArrayList<Row<?>>();
    for (var channel : shown) {
      var tags = Tags.of("account", channel.account(), "channel", channel.channel());
      channel.gaps().forEach((gap, count) -> ofGaps.add(Row.of(tags.and("gap", gap.id()), count)));
      for (var hour : channel.hours()) {
        var labels = tags.and("stream", hour.source().stream().id());
        ofObserved.add(Row.of(labels, hour.observed()));
        hour.expected()
            .ifPresent(
                usual -> {
                  ofExpected.add(Row.of(labels, usual));
                  ofSilent.add(Row.of(labels, hour.silent(settings.silence()) ? 1 : 0));
                });
      }
    }
    gaps.register(ofGaps, true);
    observed.register(ofObserved, true);
    expected.register(ofExpected, true);
    silent.register(ofSilent, true);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("rapport.completeness." + name)
        .description(description)
        .register(registry);
  }
}
