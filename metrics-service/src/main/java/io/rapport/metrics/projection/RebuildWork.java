package io.rapport.metrics.projection;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Whom a rebuild has still to project: table {@code rebuild_work}. Done when nobody waits whose
 * numbers are not current.
 */
final class RebuildWork {

  private RebuildWork() {}

  static void clear(Statements statements, int accountId) {
    statements.run("DELETE FROM rebuild_work WHERE account_id = $1", accountId);
  }

  /**
   * Makes every contact of an account due.
   *
   * @return how many
   */
  static long all(Statements statements, int accountId) {
    return statements
        .run(
            """
            INSERT INTO rebuild_work (account_id, contact_id)
            SELECT account_id, contact_id FROM contact WHERE account_id = $1""",
            accountId)
        .rowCount();
  }

  /** Contacts of one account that no other worker holds. */
  static Set<UUID> claim(Statements statements, int accountId, int limit) {
    var contacts = new LinkedHashSet<UUID>();
    statements
        .run(
            """
            SELECT contact_id FROM rebuild_work WHERE account_id = $1 LIMIT $2
            FOR UPDATE SKIP LOCKED""",
            accountId,
            limit)
        .forEach(row -> contacts.add(row.getUUID("contact_id")));
    return contacts;
  }

  static void done(Statements statements, int accountId, UUID... contacts) {
    statements.send(
        "DELETE FROM rebuild_work WHERE account_id = $1 AND contact_id = ANY ($2)",
        accountId,
        contacts);
  }

  /** Whether nobody waits, nor is in the hands of another worker. */
  static boolean none(Statements statements, int accountId) {
    return statements
            .run("SELECT FROM rebuild_work WHERE account_id = $1 LIMIT 1", accountId)
            .rowCount()
        == 0;
  }
}
