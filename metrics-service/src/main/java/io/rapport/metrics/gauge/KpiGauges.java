package io.rapport.metrics.gauge;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.security.Account;
import io.rapport.metrics.kpi.KpiReading;
import io.rapport.metrics.kpi.KpiReadings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Counts the KPIs of the first accounts again and again, one account after the other. Nothing is
 * counted when Prometheus asks: a scrape costs the database nothing.
 */
@ApplicationScoped
public class KpiGauges {

  private static final Logger LOG = Logger.getLogger(KpiGauges.class);

  /** The oldest accounts first, so that a new one takes no gauges away. */
  private static final String ACCOUNTS =
      """
      SELECT account_id, waba_id, zone, count(*) OVER () AS accounts FROM account
      WHERE account_id > 0 ORDER BY account_id LIMIT $1""";

  private final Pool pool;
  private final KpiReadings readings;
  private final KpiMeters meters;
  private final GaugeSettings settings;
  private final Vertx vertx;
  private final Clock clock;
  private volatile boolean stopped;

  KpiGauges(
      Pool pool,
      KpiReadings readings,
      KpiMeters meters,
      GaugeSettings settings,
      Vertx vertx,
      Clock clock) {
    this.pool = requireNonNull(pool, "pool is null");
    this.readings = requireNonNull(readings, "readings is null");
    this.meters = requireNonNull(meters, "meters is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  void start(@Observes StartupEvent event) {
    if (settings.mostAccounts() > 0) {
      again();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
  }

  private void again() {
    vertx.setTimer(
        settings.interval().toMillis(),
        timer -> {
          if (!stopped) {
            refresh()
                .subscribe()
                .with(
                    done -> again(),
                    failure -> {
                      LOG.warnf("the gauges were not counted: %s", failure);
                      again();
                    });
          }
        });
  }

  /** Counts now. An account that cannot be counted has no gauges, and is counted as left out. */
  public Uni<Void> refresh() {
    var now = clock.instant();
    return pool.preparedQuery(ACCOUNTS)
        .execute(Tuple.of(settings.mostAccounts()))
        .chain(
            rows -> {
              var accounts =
                  StreamSupport.stream(rows.spliterator(), false).map(KpiGauges::account).toList();
              long all = rows.size() == 0 ? 0 : rows.iterator().next().getLong("accounts");
              return Multi.createFrom()
                  .iterable(accounts)
                  .onItem()
                  .transformToUniAndConcatenate(account -> count(account, now))
                  .collect()
                  .asList()
                  .invoke(counted -> show(counted, all, now));
            })
        .replaceWithVoid();
  }

  private Uni<Optional<List<KpiReading>>> count(Account account, Instant now) {
    return readings
        .headline(account, settings.days(), now)
        .map(Optional::of)
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("no gauges for account %s: %s", account.wabaId(), failure);
              return Optional.empty();
            });
  }

  private void show(List<Optional<List<KpiReading>>> counted, long accounts, Instant now) {
    var shown = new ArrayList<KpiReading>();
    counted.forEach(account -> account.ifPresent(shown::addAll));
    long gauged = counted.stream().filter(Optional::isPresent).count();
    meters.show(shown, (int) (accounts - gauged), now);
  }

  private static Account account(Row row) {
    return new Account(
        row.getInteger("account_id"),
        row.getString("waba_id"),
        Optional.empty(),
        zone(row.getString("zone")));
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
