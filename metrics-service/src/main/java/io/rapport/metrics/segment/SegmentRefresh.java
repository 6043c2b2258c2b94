package io.rapport.metrics.segment;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.records.RecordId;
import io.rapport.common.schedule.Recurring;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Brings the memberships of all segments up to date, again and again, one after the other. */
@ApplicationScoped
class SegmentRefresh {

  private static final Logger LOG = Logger.getLogger(SegmentRefresh.class);

  private static final String DUE =
      """
      SELECT s.account_id, s.segment_id FROM segment AS s LEFT JOIN segment_refresh AS r
        ON r.account_id = s.account_id AND r.segment_id = s.segment_id
      WHERE r.refreshed_at IS NULL OR r.refreshed_at <= $1
      ORDER BY r.refreshed_at NULLS FIRST LIMIT 1000""";

  private final Pool pool;
  private final AccountTransactions transactions;
  private final MembershipHistory history;
  private final SegmentSettings settings;
  private final Timer timer;
  private final Clock clock;
  private final Recurring refreshing;

  SegmentRefresh(
      Pool pool,
      AccountTransactions transactions,
      MembershipHistory history,
      SegmentSettings settings,
      MeterRegistry registry,
      Vertx vertx,
      Clock clock) {
    this.pool = requireNonNull(pool, "pool is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.history = requireNonNull(history, "history is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.timer =
        Timer.builder("rapport.segments.refresh")
            .description("Bringing the memberships of one segment up to date")
            .register(registry);
    var pause = settings.refreshPause();
    this.refreshing =
        new Recurring(
            vertx,
            "refreshing segments",
            pause.isZero() ? Duration.ofDays(1) : pause,
            this::refreshDue);
  }

  void start(@Observes StartupEvent event) {
    if (!settings.refreshPause().isZero()) {
      refreshing.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    refreshing.close();
  }

  /** One that fails holds no other up; it stays due. */
  Uni<Void> refreshDue() {
    return accounts()
        .chain(this::due)
        .chain(
            due ->
                Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUniAndConcatenate(
                        id ->
                            refresh(id)
                                .onFailure()
                                .invoke(
                                    failure ->
                                        LOG.warnf(
                                            "segment %s was not refreshed: %s", id.text(), failure))
                                .onFailure()
                                .recoverWithNull())
                    .collect()
                    .asList())
        .replaceWithVoid();
  }

  private Uni<Void> refresh(RecordId id) {
    long begun = System.nanoTime();
    return history
        .refresh(id)
        .invoke(done -> timer.record(Duration.ofNanos(System.nanoTime() - begun)))
        .replaceWithVoid();
  }

  private Uni<Set<Integer>> accounts() {
    return pool.query("SELECT account_id FROM account WHERE account_id > 0")
        .execute()
        .map(
            rows -> {
              var accounts = new HashSet<Integer>();
              rows.forEach(row -> accounts.add(row.getInteger("account_id")));
              return accounts;
            });
  }

  private Uni<List<RecordId>> due(Set<Integer> accounts) {
    var before = clock.instant().minus(settings.refreshInterval()).atOffset(ZoneOffset.UTC);
    return transactions.inAccounts(
        accounts,
        connection ->
            connection
                .preparedQuery(DUE)
                .execute(Tuple.of(before))
                .map(
                    rows -> {
                      var due = new ArrayList<RecordId>();
                      rows.forEach(
                          row ->
                              due.add(
                                  new RecordId(
                                      row.getInteger("account_id"), row.getUUID("segment_id"))));
                      return due;
                    }));
  }
}
