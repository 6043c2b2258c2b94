package io.rapport.metrics.settings;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.records.VersionTag;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Keeps the settings of accounts: a change adds a version, and none is altered. Thread-safe. */
@ApplicationScoped
class SettingVersions {

  private final AccountTransactions transactions;
  private final DerivedRows rows;
  private final Clock clock;

  SettingVersions(AccountTransactions transactions, DerivedRows rows, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.rows = requireNonNull(rows, "rows is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * The newest version, and the one the numbers of today were made with.
   *
   * @param inEffect equal to the newest, or less while derived rows are made anew
   */
  record State(MetricSettings newest, int inEffect) {

    State {
      requireNonNull(newest, "newest is null");
    }
  }

  Uni<State> state(int accountId) {
    return transactions.snapshot(Set.of(accountId), connection -> state(connection, accountId));
  }

  private Uni<State> state(SqlConnection connection, int accountId) {
    return newest(connection, accountId)
        .chain(
            newest ->
                InEffect.read(connection, accountId)
                    .map(inEffect -> new State(newest, inEffect.version())));
  }

  private Uni<MetricSettings> newest(SqlConnection connection, int accountId) {
    return connection
        .preparedQuery(SettingRows.NEWEST)
        .execute(Tuple.of(accountId))
        .map(
            found ->
                stream(found)
                    .map(SettingRows::decodeVersion)
                    .findFirst()
                    .orElseGet(() -> MetricSettings.defaults(rows.defaults())));
  }

  /**
   * Records what was chosen and asks for the derived rows to be made anew; what already holds is
   * recorded once. Fails with a problem unless the newest version is the one the caller has seen.
   */
  Uni<State> change(int accountId, ProjectionSettings chosen, Optional<String> ifMatch, String by) {
    return transactions.inAccount(
        accountId,
        connection ->
            newest(connection, accountId)
                .invoke(newest -> VersionTag.require(ifMatch, newest.version()))
                .chain(
                    newest ->
                        newest.chosen().equals(chosen)
                            ? Uni.createFrom().voidItem()
                            : record(connection, accountId, next(newest, chosen, by)))
                .chain(() -> state(connection, accountId)));
  }

  private MetricSettings next(MetricSettings before, ProjectionSettings chosen, String by) {
    // No finer than the database keeps it.
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new MetricSettings(
        before.version() + 1, chosen, Optional.of(new MetricSettings.Recorded(now, by)));
  }

  private Uni<Void> record(SqlConnection connection, int accountId, MetricSettings settings) {
    return connection
        .preparedQuery(SettingRows.INSERT)
        .execute(SettingRows.encode(accountId, settings))
        .invoke(
            inserted -> {
              if (inserted.rowCount() == 0) {
                throw VersionTag.outdated();
              }
            })
        .chain(() -> rows.outdated(connection, accountId));
  }

  /**
   * Versions, the newest first; the defaults are none.
   *
   * @param before the last of the page before
   */
  Uni<List<MetricSettings>> page(int accountId, Optional<Integer> before, int limit) {
    return transactions.snapshot(
        Set.of(accountId),
        connection ->
            connection
                .preparedQuery(SettingRows.BEFORE)
                .execute(Tuple.of(accountId, before.orElse(Integer.MAX_VALUE), limit))
                .map(found -> stream(found).map(SettingRows::decodeVersion).toList()));
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
