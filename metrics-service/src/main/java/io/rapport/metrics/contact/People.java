package io.rapport.metrics.contact;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The person behind a pseudonym, which may be that of a contact that was merged. */
public final class People {

  private static final String TODAY =
      """
      WITH RECURSIVE walk (asked, contact_id, heir) AS (
        SELECT contact_id, contact_id, merged_into FROM contact
        WHERE account_id = $1 AND contact_id = ANY ($2)
        UNION
        SELECT w.asked, c.contact_id, c.merged_into
        FROM walk w JOIN contact c ON c.account_id = $1 AND c.contact_id = w.heir)
      SELECT asked, contact_id AS person FROM walk WHERE heir IS NULL""";

  private People() {}

  /** The contact that each is today; who does not exist has no entry. */
  public static Uni<Map<UUID, UUID>> today(
      SqlConnection connection, int accountId, List<UUID> contacts) {
    return connection
        .preparedQuery(TODAY)
        .execute(Tuple.of(accountId, contacts.toArray(UUID[]::new)))
        .map(
            rows -> {
              var people = new HashMap<UUID, UUID>();
              rows.forEach(row -> people.put(row.getUUID(0), row.getUUID(1)));
              return people;
            });
  }
}
