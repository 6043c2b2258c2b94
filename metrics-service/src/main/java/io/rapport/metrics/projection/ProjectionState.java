package io.rapport.metrics.projection;

import java.time.Instant;

/** How an account's derived rows were made: table {@code projection}. */
final class ProjectionState {

  /** Raised whenever the same facts give other rows; accounts projected with less are rebuilt. */
  static final int DEFINITION_VERSION = 3;

  /** What may be done with an account. */
  enum Readiness {
    /** Contacts can be projected. */
    READY,
    /** A rebuild was asked for or is due to a new definition. */
    REBUILD,
    /** A newer version of this service projects it. */
    SUPERSEDED
  }

  private ProjectionState() {}

  /** Keeps rebuilds off until the transaction ends, and the other way round. */
  static Readiness hold(Statements statements, int accountId) {
    return read(statements, accountId, "FOR KEY SHARE");
  }

  /** Waits until no worker projects the account, and keeps all off until the transaction ends. */
  static Readiness holdAlone(Statements statements, int accountId) {
    return read(statements, accountId, "FOR UPDATE");
  }

  private static Readiness read(Statements statements, int accountId, String lock) {
    var sql =
        """
        SELECT definition_version, rebuild_requested_at FROM projection
        WHERE account_id = $1\s"""
            + lock;
    var rows = statements.run(sql, accountId);
    if (rows.size() == 0) {
      insert(statements, accountId);
      rows = statements.run(sql, accountId);
    }
    var row = rows.iterator().next();
    int version = row.getInteger("definition_version");
    if (version > DEFINITION_VERSION) {
      return Readiness.SUPERSEDED;
    }
    return version < DEFINITION_VERSION || row.getOffsetDateTime("rebuild_requested_at") != null
        ? Readiness.REBUILD
        : Readiness.READY;
  }

  private static void insert(Statements statements, int accountId) {
    statements.run(
        """
        INSERT INTO projection (account_id, definition_version, rebuild_contacts)
        VALUES ($1, $2, 0) ON CONFLICT DO NOTHING""",
        accountId,
        DEFINITION_VERSION);
  }

  /** The version of the settings that the derived rows are made with. */
  static int settingsVersion(Statements statements, int accountId) {
    return statements
        .run("SELECT settings_version FROM projection WHERE account_id = $1", accountId)
        .iterator()
        .next()
        .getInteger("settings_version");
  }

  /**
   * Notes that the derived rows were emptied and are being made anew.
   *
   * @param settingsVersion of the settings they are made with from now on
   */
  static void rebuilt(
      Statements statements, int accountId, int settingsVersion, long contacts, Instant now) {
    statements.run(
        """
        UPDATE projection
        SET definition_version = $2, rebuild_requested_at = NULL, rebuild_contacts = $3,
            rebuilt_at = $4, settings_version = $5
        WHERE account_id = $1""",
        accountId,
        DEFINITION_VERSION,
        contacts,
        ColumnType.atUtc(now),
        settingsVersion);
  }
}
