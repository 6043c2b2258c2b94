package io.rapport.ingest.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Remembers which reported events are stored. Only under the identity lock: whoever held a claim
 * while waiting for the lock would block the one who holds it.
 */
final class ReportedTable {

  private static final String CLAIM =
      """
      INSERT INTO reported_event (account_id, event_id, received_at)
      SELECT $1, event_id, $2 FROM unnest($3::uuid[]) AS fresh (event_id)
      ON CONFLICT DO NOTHING
      RETURNING event_id""";

  private static final String KNOWN =
      "SELECT event_id FROM reported_event WHERE account_id = $1 AND event_id = ANY ($2)";

  private ReportedTable() {}

  /** Takes the ids nobody has taken, and answers with them. */
  static Uni<Set<UUID>> claim(
      SqlConnection connection, int accountId, Instant receivedAt, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    // Sorted, so that two batches that share ids wait for each other in turn.
    return connection
        .preparedQuery(CLAIM)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addOffsetDateTime(receivedAt.atOffset(ZoneOffset.UTC))
                .addArrayOfUUID(ids.stream().distinct().sorted().toArray(UUID[]::new)))
        .map(ReportedTable::ids);
  }

  /** Those of the ids that are taken. */
  static Uni<Set<UUID>> known(SqlConnection connection, int accountId, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    return connection
        .preparedQuery(KNOWN)
        .execute(Tuple.tuple().addInteger(accountId).addArrayOfUUID(ids.toArray(UUID[]::new)))
        .map(ReportedTable::ids);
  }

  private static Set<UUID> ids(RowSet<Row> rows) {
    var ids = new HashSet<UUID>();
    for (var row : rows) {
      ids.add(row.getUUID(0));
    }
    return ids;
  }
}
