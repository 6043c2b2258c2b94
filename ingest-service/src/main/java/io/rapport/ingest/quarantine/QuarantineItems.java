package io.rapport.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Looks into quarantine, through row security. */
@ApplicationScoped
class QuarantineItems {

  /** Parameters 1 to 6 are the filter. */
  private static final String MATCHES =
      """
      account_id = $1 AND ($2::uuid IS NULL OR quarantine_id = $2)
        AND ($3::text IS NULL OR reason = $3) AND ($4::text IS NULL OR field = $4)
        AND ($5::timestamptz IS NULL OR received_at >= $5)
        AND ($6::timestamptz IS NULL OR received_at < $6)""";

  private static final String AFTER = " AND (received_at, quarantine_id) > ($7, $8)";

  private static final String PAGE =
      "SELECT quarantine_id, received_at, field, reason, detail, size, truncated FROM quarantine WHERE "
          + MATCHES
          + AFTER
          + " AND (NOT $9 OR NOT truncated) ORDER BY received_at, quarantine_id LIMIT $10";

  private static final String COUNTS =
      "SELECT reason, field, count(*) AS items, count(*) FILTER (WHERE truncated) AS truncated,"
          + " min(received_at) AS oldest, max(received_at) AS newest FROM quarantine WHERE "
          + MATCHES
          + " GROUP BY reason, field ORDER BY items DESC, reason, field";

  private static final String REST =
      "SELECT count(*) FILTER (WHERE truncated),"
          + " count(*) FILTER (WHERE NOT truncated AND (received_at, quarantine_id) > ($7, $8))"
          + " FROM quarantine WHERE "
          + MATCHES;

  private static final String BODY =
      "SELECT received_at, body FROM quarantine WHERE account_id = $1 AND quarantine_id = $2";

  private static final String HAVING =
      """
      SELECT DISTINCT account_id FROM quarantine
      WHERE account_id = ANY ($1) AND received_at >= $2 AND reason = $3""";

  private static final String PRESENT =
      "SELECT count(*) FROM quarantine WHERE account_id = $1 AND quarantine_id = ANY ($2)";

  private final AccountTransactions transactions;

  QuarantineItems(AccountTransactions transactions) {
    this.transactions = requireNonNull(transactions, "transactions is null");
  }

  /** An item's content, still sealed. */
  record Sealed(Instant receivedAt, Buffer ciphertext) {}

  /**
   * Of all that match: what can never be read again, and what can and comes after a point.
   *
   * @param truncated the former
   * @param readable the latter
   */
  record Rest(long truncated, long readable) {}

  /**
   * The oldest items that match.
   *
   * @param readable whether only such as were kept completely
   */
  Uni<List<QuarantinedItem>> page(Filter filter, Cursor after, boolean readable, int limit) {
    return query(
            filter.accountId(),
            PAGE,
            after(parameters(filter), after).addBoolean(readable).addInteger(limit))
        .map(rows -> list(rows, QuarantineItems::item));
  }

  Uni<QuarantineCounts> counts(Filter filter) {
    return query(filter.accountId(), COUNTS, parameters(filter))
        .map(rows -> new QuarantineCounts(list(rows, QuarantineItems::count)));
  }

  /** What remains of the items that match. */
  Uni<Rest> rest(Filter filter, Cursor after) {
    return query(filter.accountId(), REST, after(parameters(filter), after))
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new Rest(row.getLong(0), row.getLong(1));
            });
  }

  /** Empty if the item is there no more. */
  Uni<Optional<Sealed>> sealed(int accountId, UUID id) {
    return query(accountId, BODY, Tuple.of(accountId, id))
        .map(
            rows ->
                list(
                        rows,
                        row -> new Sealed(row.getOffsetDateTime(0).toInstant(), row.getBuffer(1)))
                    .stream()
                    .findFirst());
  }

  /** Of these accounts those that have items of a reason which came in since then. */
  Uni<List<Integer>> having(Set<Integer> accountIds, String reason, Instant since) {
    return transactions
        .inAccounts(
            accountIds,
            connection ->
                connection
                    .preparedQuery(HAVING)
                    .execute(Tuple.of(accountIds.toArray(Integer[]::new), utc(since), reason)))
        .map(rows -> list(rows, row -> row.getInteger(0)));
  }

  /** How many of the items are there. */
  Uni<Long> present(int accountId, Collection<UUID> ids) {
    return query(
            accountId,
            PRESENT,
            Tuple.tuple().addInteger(accountId).addArrayOfUUID(ids.toArray(UUID[]::new)))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private Uni<RowSet<Row>> query(int accountId, String sql, Tuple parameters) {
    return transactions.inAccount(
        accountId, (SqlConnection connection) -> connection.preparedQuery(sql).execute(parameters));
  }

  private static Tuple parameters(Filter filter) {
    return Tuple.tuple()
        .addInteger(filter.accountId())
        .addUUID(filter.id().orElse(null))
        .addString(filter.reason().orElse(null))
        .addString(filter.field().orElse(null))
        .addOffsetDateTime(filter.from().map(QuarantineItems::utc).orElse(null))
        .addOffsetDateTime(filter.to().map(QuarantineItems::utc).orElse(null));
  }

  private static Tuple after(Tuple parameters, Cursor after) {
    return parameters.addOffsetDateTime(utc(after.receivedAt())).addUUID(after.id());
  }

  private static QuarantinedItem item(Row row) {
    return new QuarantinedItem(
        row.getUUID("quarantine_id"),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getString("field"),
        row.getString("reason"),
        row.getString("detail"),
        row.getInteger("size"),
        row.getBoolean("truncated"));
  }

  private static QuarantineCounts.Count count(Row row) {
    return new QuarantineCounts.Count(
        row.getString("reason"),
        row.getString("field"),
        row.getLong("items"),
        row.getLong("truncated"),
        row.getOffsetDateTime("oldest").toInstant(),
        row.getOffsetDateTime("newest").toInstant());
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
    return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
