package io.rapport.metrics.live;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.Account;
import io.rapport.metrics.kpi.KpiReadings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Counts the KPIs of the accounts that somebody watches: once for all who watch the same account,
 * and not at all when nobody does any more. Safe for use by several threads.
 *
 * <p>Counting is the only way to know: facts become mature without anything being written, so a
 * notification of the projection would miss changes.
 */
@ApplicationScoped
class Watches {

  private static final Logger LOG = Logger.getLogger(Watches.class);

  private final KpiReadings readings;
  private final LiveSettings settings;
  private final Clock clock;
  private final Map<Integer, Watch> byAccount = new ConcurrentHashMap<>();

  Watches(KpiReadings readings, LiveSettings settings, Clock clock) {
    this.readings = requireNonNull(readings, "readings is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * What is counted of an account.
   *
   * @param latest what was counted last; null before the first time
   */
  private record Watch(
      Multi<Map<String, KpiChange>> counts, AtomicReference<Map<String, KpiChange>> latest) {}

  /** All KPIs of an account, again and again; the latest at once for whoever joins. */
  Multi<Map<String, KpiChange>> of(Account account) {
    var watch = byAccount.computeIfAbsent(account.id(), id -> watch(account));
    return Multi.createBy()
        .merging()
        .streams(
            Multi.createFrom().items(() -> Stream.ofNullable(watch.latest().get())),
            watch.counts());
  }

  private Watch watch(Account account) {
    var latest = new AtomicReference<Map<String, KpiChange>>();
    var counts =
        Multi.createBy()
            .repeating()
            .uni(() -> new Pace(settings), pace -> next(account, pace))
            .indefinitely()
            .onItem()
            .transformToMultiAndConcatenate(found -> Multi.createFrom().iterable(found))
            .invoke(latest::set)
            .onTermination()
            .invoke(() -> byAccount.remove(account.id()))
            .broadcast()
            .withCancellationAfterLastSubscriberDeparture()
            .toAllSubscribers();
    return new Watch(counts, latest);
  }

  /** Empty where the account could not be counted this time. */
  private Uni<List<Map<String, KpiChange>>> next(Account account, Pace pace) {
    return pace.pause()
        .chain(() -> readings.headline(account, settings.days(), clock.instant()))
        .map(
            found -> {
              var changes = new LinkedHashMap<String, KpiChange>();
              found.forEach(reading -> changes.put(reading.kpi(), KpiChange.of(reading)));
              return List.<Map<String, KpiChange>>of(changes);
            })
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("the KPIs of account %s were not counted: %s", account.id(), failure);
              return List.of();
            })
        .invoke(pace::counted);
  }

  /** How fast an account is counted. For one thread at a time. */
  private static final class Pace {

    private final LiveSettings settings;
    private long begun;
    private Duration pause = Duration.ZERO;

    Pace(LiveSettings settings) {
      this.settings = settings;
    }

    /** Over when it is time to count; at once the first time. */
    Uni<Void> pause() {
      var waiting = Uni.createFrom().voidItem();
      if (!pause.isZero()) {
        waiting = waiting.onItem().delayIt().by(pause);
      }
      return waiting.invoke(() -> begun = System.nanoTime());
    }

    void counted() {
      var rest = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(settings.restFactor());
      pause = rest.compareTo(settings.interval()) > 0 ? rest : settings.interval();
    }
  }
}
