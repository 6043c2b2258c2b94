package io.rapport.metrics.segment;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.records.RecordId;
import io.rapport.metrics.kpi.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Writes down who is in a segment from when until when, by what has changed since the last time.
 * Several processes may do so: the segment's row is locked meanwhile. Thread-safe.
 */
@ApplicationScoped
class MembershipHistory {

  private static final String LOCK =
      "SELECT rule FROM segment WHERE account_id = $1 AND segment_id = $2 FOR UPDATE";

  /** What contacts were who have been merged since, the heir was. */
  private static final String INHERIT =
      """
      WITH moved AS (
        DELETE FROM segment_membership AS s USING contact AS c
        WHERE s.account_id = $1 AND s.segment_id = $2
          AND c.account_id = $1 AND c.contact_id = s.contact_id AND c.merged_into IS NOT NULL
        RETURNING c.merged_into AS heir, s.joined_at, s.left_at)
      INSERT INTO segment_membership AS s (account_id, segment_id, contact_id, joined_at, left_at)
      SELECT $1, $2, heir, joined_at, nullif(max(coalesce(left_at, 'infinity')), 'infinity')
      FROM moved GROUP BY heir, joined_at
      ON CONFLICT (account_id, segment_id, contact_id, joined_at) DO UPDATE
        SET left_at = CASE WHEN s.left_at IS NULL OR excluded.left_at IS NULL THEN NULL
          ELSE greatest(s.left_at, excluded.left_at) END""";

  private final AccountTransactions transactions;
  private final Segments segments;
  private final SegmentSettings settings;
  private final Clock clock;

  MembershipHistory(
      AccountTransactions transactions, Segments segments, SegmentSettings settings, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.segments = requireNonNull(segments, "segments is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Brings a segment up to date; empty if it has been deleted. */
  Uni<Optional<SegmentAnswer.Refresh>> refresh(RecordId id) {
    return transactions.inAccount(
        id.accountId(),
        connection ->
            connection
                .query(
                    "SET LOCAL statement_timeout = "
                        + settings.statementTimeout().toMillis()
                        // Whole sets are compared, and of a new segment there are no statistics.
                        + "; SET LOCAL enable_nestloop = off")
                .execute()
                .chain(
                    () -> connection.preparedQuery(LOCK).execute(Tuple.of(id.accountId(), id.id())))
                .chain(
                    rows ->
                        rows.size() == 0
                            ? Uni.createFrom().item(Optional.empty())
                            : refresh(
                                    connection,
                                    id,
                                    segments.condition(rows.iterator().next().getString("rule")))
                                .map(Optional::of)));
  }

  private Uni<SegmentAnswer.Refresh> refresh(
      SqlConnection connection, RecordId id, Condition condition) {
    // After the lock: whoever held it wrote an earlier moment.
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return connection
        .preparedQuery(INHERIT)
        .execute(Tuple.of(id.accountId(), id.id()))
        .chain(() -> difference(id, condition, now).run(connection))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new SegmentAnswer.Refresh(
                    now, row.getLong("members"), row.getLong("joined"), row.getLong("gone")));
  }

  private static Sql difference(RecordId id, Condition condition, Instant now) {
    var sql = new Sql();
    var account = sql.bind(id.accountId());
    var segment = sql.bind(id.id());
    var moment = sql.bind(now);
    var rows =
        "account_id = %s AND segment_id = %s AND left_at IS NULL".formatted(account, segment);
    return sql.append("WITH members AS MATERIALIZED (")
        .append(MemberQuery.of(sql, id.accountId(), condition, now, Optional.empty()))
        .append("), present AS MATERIALIZED (")
        .append("SELECT contact_id FROM segment_membership WHERE " + rows)
        .append("), gone AS (UPDATE segment_membership SET left_at = " + moment)
        .append(" WHERE " + rows + " AND contact_id IN (")
        .append("SELECT contact_id FROM present EXCEPT SELECT contact_id FROM members)")
        .append(" RETURNING 1), joined AS (")
        .append("INSERT INTO segment_membership (account_id, segment_id, contact_id, joined_at)")
        .append(" SELECT %s, %s, contact_id, %s FROM (".formatted(account, segment, moment))
        // EXCEPT has read everything before the first row is written. Looking for each contact
        // among rows that this statement is writing took minutes instead of seconds.
        .append("SELECT contact_id FROM members EXCEPT SELECT contact_id FROM present) AS fresh")
        .append(" ON CONFLICT DO NOTHING RETURNING 1), refreshed AS (")
        .append("INSERT INTO segment_refresh (account_id, segment_id, refreshed_at, members)")
        .append(" SELECT %s, %s, %s, count(*) FROM members".formatted(account, segment, moment))
        .append(" ON CONFLICT (account_id, segment_id) DO UPDATE SET")
        .append(" refreshed_at = excluded.refreshed_at, members = excluded.members")
        .append(" RETURNING members) SELECT members, (SELECT count(*) FROM joined) AS joined,")
        .append(" (SELECT count(*) FROM gone) AS gone FROM refreshed");
  }
}
