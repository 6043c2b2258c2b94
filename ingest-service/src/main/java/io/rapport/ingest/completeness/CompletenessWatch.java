package io.rapport.ingest.completeness;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.schedule.Recurring;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells the monitoring, every few minutes, of gaps and silence. */
@ApplicationScoped
class CompletenessWatch {

  private static final String ACCOUNTS =
      "SELECT account_id, waba_id, zone FROM account WHERE account_id > 0 ORDER BY account_id";

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Pool pool;
  private final AccountTransactions transactions;
  private final CompletenessSettings settings;
  private final CompletenessMetrics metrics;
  private final Clock clock;
  private final Recurring watching;

  CompletenessWatch(
      Pool pool,
      AccountTransactions transactions,
      CompletenessSettings settings,
      CompletenessMetrics metrics,
      Vertx vertx,
      Clock clock) {
    this.pool = requireNonNull(pool, "pool is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.watching =
        new Recurring(
            vertx, "looking for gaps and silence", settings.watch().interval(), this::run);
  }

  private record Watched(int id, String wabaId, ZoneId zone) {}

  void start(@Observes StartupEvent event) {
    watching.start();
  }

  void stop(@Observes ShutdownEvent event) {
    watching.close();
  }

  /** Looks at all accounts now. */
  Uni<Void> run() {
    var now = clock.instant();
    return pool.query(ACCOUNTS)
        .execute()
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .map(
            row ->
                new Watched(
                    row.getInteger("account_id"),
                    row.getString("waba_id"),
                    zone(row.getString("zone"))))
        .onItem()
        .transformToUniAndConcatenate(account -> look(account, now))
        .collect()
        .in(ArrayList<CompletenessMetrics.Channel>::new, List::addAll)
        .invoke(channels -> metrics.show(channels, now))
        .replaceWithVoid();
  }

  private Uni<List<CompletenessMetrics.Channel>> look(Watched account, Instant now) {
    var timeout = "SET LOCAL statement_timeout = " + settings.query().timeout().toMillis();
    return transactions.snapshot(
        Set.of(account.id()),
        connection ->
            connection.query(timeout).execute().chain(() -> channels(connection, account, now)));
  }

  private Uni<List<CompletenessMetrics.Channel>> channels(
      SqlConnection connection, Watched account, Instant now) {
    var settled = now.minus(settings.watch().settle());
    var hour = lastHour(account.zone(), now);
    return ReceivedQuery.channels(connection, account.id())
        .chain(
            channels ->
                GapQuery.count(
                        connection,
                        account.id(),
                        settled.minus(DAY),
                        settled,
                        account.zone(),
                        Optional.empty())
                    .chain(
                        gaps ->
                            ReceivedQuery.byHour(
                                    connection,
                                    account.id(),
                                    hour.minus(Rhythm.memory(settings.silence())),
                                    hour.plus(HOUR),
                                    account.zone(),
                                    Optional.empty())
                                .map(
                                    rhythm ->
                                        CompletenessMetrics.channels(
                                            account.wabaId(),
                                            channels,
                                            gaps,
                                            rhythm.hours(
                                                hour, hour.plusSeconds(1), settings.silence())))));
  }

  /** The last hour that is over long enough to be judged. */
  private Instant lastHour(ZoneId zone, Instant now) {
    return now.minus(settings.silence().grace())
        .minus(HOUR)
        .atZone(zone)
        .truncatedTo(ChronoUnit.HOURS)
        .toInstant();
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
