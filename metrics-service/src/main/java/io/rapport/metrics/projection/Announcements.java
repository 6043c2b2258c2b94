package io.rapport.metrics.projection;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What ingest says about who has new facts: a row a batch. It becomes work before it is done, so
 * that a contact who writes in ten batches is projected once. No statement waits for a row that
 * another worker holds.
 */
final class Announcements {

  private Announcements() {}

  /**
   * Takes announcements away and says whom they are about, since when.
   *
   * @param limit of rows
   */
  static Map<UUID, Instant> take(Statements statements, int accountId, int limit) {
    var held =
        statements.run(
            """
            SELECT announcement_id, announced_at, contacts FROM work_announcement
            WHERE account_id = $1 LIMIT $2
            FOR UPDATE SKIP LOCKED""",
            accountId,
            limit);
    var ids = new ArrayList<UUID>();
    var since = new HashMap<UUID, Instant>();
    for (var row : held) {
      ids.add(row.getUUID("announcement_id"));
      Instant announcedAt = row.get(OffsetDateTime.class, "announced_at").toInstant();
      for (UUID contact : row.getArrayOfUUIDs("contacts")) {
        since.merge(contact, announcedAt, Announcements::earlier);
      }
    }
    if (!ids.isEmpty()) {
      statements.run(
          "DELETE FROM work_announcement WHERE account_id = $1 AND announcement_id = ANY ($2)",
          accountId,
          ids.toArray(UUID[]::new));
    }
    return since;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
