package io.rapport.metrics.projection;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** How an account's derived rows were made: table {@code projection}. */
public final class ProjectionState {

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

  /**
   * By which zone's clock the account's days are added up: its own at the time of the last rebuild,
   * so that all that was added since fits in.
   */
  static ZoneId days(Statements statements, int accountId) {
    var rows = statements.run("SELECT day_zone FROM projection WHERE account_id = $1", accountId);
    return days(rows.iterator().next().getString("day_zone"));
  }

  /** Without a zone, or with one that this Java does not know: UTC. */
  public static ZoneId days(String name) {
    return name != null && ZoneId.getAvailableZoneIds().contains(name)
        ? ZoneId.of(name)
        : ZoneOffset.UTC;
  }

  private static void insert(Statements statements, int accountId) {
    statements.run(
        """
        INSERT INTO projection (account_id, definition_version, rebuild_contacts, day_zone)
        SELECT account_id, $2, 0, zone FROM account WHERE account_id = $1 ON CONFLICT DO NOTHING""",
        accountId,
        DEFINITION_VERSION);
  }

  /** Notes that the derived rows were emptied and are being made anew. */
  static void rebuilt(Statements statements, int accountId, long contacts, Instant now) {
    statements.run(
        """
        UPDATE projection
        SET definition_version = $2, rebuild_requested_at = NULL, rebuild_contacts = $3, rebuilt_at = $4,
          day_zone = (SELECT zone FROM account WHERE account.account_id = $1)
        WHERE account_id = $1""",
        accountId,
        DEFINITION_VERSION,
        contacts,
        ColumnType.atUtc(now));
  }
}
