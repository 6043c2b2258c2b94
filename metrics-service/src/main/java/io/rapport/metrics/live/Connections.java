package io.rapport.metrics.live;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many streams there are. Safe for use by several threads. */
@ApplicationScoped
class Connections {

  private final LiveSettings settings;
  private final MeterRegistry meters;
  private final Map<Integer, Integer> byAccount = new HashMap<>();
  private int all;

  Connections(LiveSettings settings, MeterRegistry meters) {
    this.settings = requireNonNull(settings, "settings is null");
    this.meters = requireNonNull(meters, "meters is null");
    Gauge.builder("rapport.live.streams", this, Connections::count)
        .description("Streams of changed KPIs")
        .register(meters);
    Gauge.builder("rapport.live.streams.limit", settings, LiveSettings::most)
        .description("Streams of changed KPIs that there may be")
        .register(meters);
    for (var limit : List.of("all", "account")) {
      meters.counter("rapport.live.refused", "limit", limit);
    }
  }

  /**
   * Takes a place.
   *
   * @throws ProblemException 429 if the account has none left, or nobody has
   */
  synchronized void open(int account) {
    if (all >= settings.most()) {
      throw refused("all", "There are " + all + " streams already.");
    }
    int ofAccount = byAccount.getOrDefault(account, 0);
    if (ofAccount >= settings.mostPerAccount()) {
      throw refused("account", "This account has " + ofAccount + " streams already.");
    }
    all++;
    byAccount.put(account, ofAccount + 1);
  }

  /** Gives a place back. */
  synchronized void close(int account) {
    all--;
    byAccount.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
  }

  synchronized int count() {
    return all;
  }

  private ProblemException refused(String limit, String detail) {
    meters.counter("rapport.live.refused", "limit", limit).increment();
    return new ProblemException(
        Problem.of(
            429, "too-many-streams", "There are too many streams", detail + " Close one first."));
  }
}
