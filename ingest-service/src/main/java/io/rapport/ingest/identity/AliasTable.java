package io.rapport.ingest.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Looks names up, under the lock that keeps them where they are. */
final class AliasTable {

  private static final String LOCK_SHARED =
      "SELECT account_id FROM identity_lock WHERE account_id = $1 FOR SHARE";

  private static final String LOCK_EXCLUSIVE =
      "SELECT account_id FROM identity_lock WHERE account_id = $1 FOR UPDATE";

  private static final String CONTACTS =
      "SELECT digest, contact_id FROM contact_alias WHERE account_id = $1 AND digest = ANY ($2)";

  private static final String CONTACTS_WITH_AGE =
      """
      SELECT a.digest, c.contact_id, c.created_at
      FROM contact_alias a
      JOIN contact c ON c.account_id = a.account_id AND c.contact_id = a.contact_id
      WHERE a.account_id = $1 AND a.digest = ANY ($2)""";

  Uni<Void> lockShared(SqlConnection connection, int accountId) {
    return lock(connection, LOCK_SHARED, accountId);
  }

  Uni<Void> lockExclusive(SqlConnection connection, int accountId) {
    return lock(connection, LOCK_EXCLUSIVE, accountId);
  }

  private static Uni<Void> lock(SqlConnection connection, String sql, int accountId) {
    return connection
        .preparedQuery(sql)
        .execute(Tuple.of(accountId))
        .invoke(
            rows -> {
              if (rows.size() != 1) {
                throw new IllegalStateException("account " + accountId + " has no identity lock");
              }
            })
        .replaceWithVoid();
  }

  /** The contact of every digest that has one. */
  Uni<Map<UUID, UUID>> contacts(SqlConnection connection, int accountId, UUID[] digests) {
    return connection
        .preparedQuery(CONTACTS)
        .execute(Tuple.tuple().addInteger(accountId).addArrayOfUUID(digests))
        .map(
            rows -> {
              var contacts = new HashMap<UUID, UUID>();
              for (var row : rows) {
                contacts.put(row.getUUID(0), row.getUUID(1));
              }
              return contacts;
            });
  }

  /** The same with what decides who survives a merge. */
  Uni<Map<UUID, Reconciliation.Known>> contactsWithAge(
      SqlConnection connection, int accountId, UUID[] digests) {
    return connection
        .preparedQuery(CONTACTS_WITH_AGE)
        .execute(Tuple.tuple().addInteger(accountId).addArrayOfUUID(digests))
        .map(
            rows -> {
              var contacts = new HashMap<UUID, Reconciliation.Known>();
              for (var row : rows) {
                contacts.put(
                    row.getUUID(0),
                    new Reconciliation.Known(row.getUUID(1), row.getOffsetDateTime(2).toInstant()));
              }
              return contacts;
            });
  }
}
