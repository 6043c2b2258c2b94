package io.rapport.ingest.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;

/** Says who must be projected: one row a batch, which the projection divides among its workers. */
public final class WorkTable {

  private static final String INSERT =
      """
      INSERT INTO work_announcement (account_id, announcement_id, announced_at, contacts)
      VALUES ($1, $2, $3, $4)
      ON CONFLICT DO NOTHING""";

  /** A row must fit into a page of 8 KiB. */
  private static final int CONTACTS_PER_ROW = 400;

  private WorkTable() {}

  /** Makes the contacts due. */
  public static Uni<Void> insert(
      SqlConnection connection, int accountId, Instant now, Collection<UUID> contacts) {
    var all = contacts.toArray(UUID[]::new);
    var rows = new ArrayList<Tuple>();
    for (int from = 0; from < all.length; from += CONTACTS_PER_ROW) {
      rows.add(
          Tuple.tuple()
              .addInteger(accountId)
              .addUUID(UUID.randomUUID())
              .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
              .addArrayOfUUID(
                  Arrays.copyOfRange(all, from, Math.min(all.length, from + CONTACTS_PER_ROW))));
    }
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
  }
}
