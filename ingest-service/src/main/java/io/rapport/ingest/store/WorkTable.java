package io.rapport.ingest.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;

/** Says who must be projected. */
public final class WorkTable {

  /** The order of the contacts does not matter: a fresh work id meets no other row. */
  private static final String INSERT =
      """
      INSERT INTO contact_work (account_id, contact_id, work_id, due_at)
      SELECT $1, contact_id, $2, $3 FROM unnest($4::uuid[]) AS touched (contact_id)
      ON CONFLICT DO NOTHING""";

  private WorkTable() {}

  /** Makes the contacts due. */
  public static Uni<Void> insert(
      SqlConnection connection, int accountId, Instant dueAt, Collection<UUID> contacts) {
    if (contacts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return connection
        .preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addUUID(UUID.randomUUID())
                .addOffsetDateTime(dueAt.atOffset(ZoneOffset.UTC))
                .addArrayOfUUID(contacts.toArray(UUID[]::new)))
        .replaceWithVoid();
  }
}
