package io.rapport.metrics.projection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an account's derived rows were made: table {@code projection}.
 *
 * @param readiness what may be done with the account
 * @param live the version of the settings that what is read is made with
 * @param aside the same of what a rebuild makes; empty while none is under way. New facts go to both
 *     sides
 */
record ProjectionState(Readiness readiness, int live, Optional<Integer> aside) {

  /** Raised whenever the same facts give other rows; accounts projected with less are rebuilt. */
  static final int DEFINITION_VERSION = 4;

  /** What may be done with an account. */
  enum Readiness {
    /** Contacts can be projected. */
    READY,
    /** A rebuild was asked for or is due to a new definition; it has to begin. */
    REBUILD,
    /** A rebuild has projected everybody; what it made has to take its place. */
    REBUILT,
    /** A newer version of this service projects it. */
    SUPERSEDED
  }

  /** Keeps rebuilds off until the transaction ends, and the other way round. */
  static ProjectionState hold(Statements statements, int accountId) {
    return read(statements, accountId, "FOR KEY SHARE");
  }

  /** Waits until no worker projects the account, and keeps all off until the transaction ends. */
  static ProjectionState holdAlone(Statements statements, int accountId) {
    return read(statements, accountId, "FOR UPDATE");
  }

  private static ProjectionState read(Statements statements, int accountId, String lock) {
    var sql =
        """
        SELECT definition_version, aside_version, rebuild_requested_at, settings_version,
               aside_settings
        FROM projection
        WHERE account_id = $1\s"""
            + lock;
    var rows = statements.run(sql, accountId);
    if (rows.size() == 0) {
      insert(statements, accountId);
      rows = statements.run(sql, accountId);
    }
    var row = rows.iterator().next();
    return new ProjectionState(
        readiness(
            row.getInteger("definition_version"),
            Optional.ofNullable(row.getInteger("aside_version")),
            row.getOffsetDateTime("rebuild_requested_at") != null),
        row.getInteger("settings_version"),
        Optional.ofNullable(row.getInteger("aside_settings")));
  }

  /** Where new facts go. */
  List<Side> sides() {
    return aside.isPresent() ? List.of(Side.LIVE, Side.ASIDE) : List.of(Side.LIVE);
  }

  /** The version of the settings of one of these sides. */
  int settings(Side side) {
    return switch (side) {
      case LIVE -> live;
      case ASIDE -> aside.orElseThrow();
    };
  }

  private static Readiness readiness(int live, Optional<Integer> aside, boolean requested) {
    int newest = Math.max(live, aside.orElse(live));
    if (newest > DEFINITION_VERSION) {
      return Readiness.SUPERSEDED;
    }
    return requested || aside.orElse(live) < DEFINITION_VERSION
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

  /**
   * Notes that a rebuild is under way.
   *
   * @param settings their version
   * @param contacts how many it has to project
   */
  static void rebuilding(Statements statements, int accountId, int settings, long contacts) {
    statements.run(
        """
        UPDATE projection
        SET aside_version = $2, aside_settings = $3, rebuild_requested_at = NULL,
            rebuild_contacts = $4
        WHERE account_id = $1""",
        accountId,
        DEFINITION_VERSION,
        settings,
        contacts);
  }

  /** Notes that what was made aside is what is read. */
  static void rebuilt(Statements statements, int accountId, Instant now) {
    statements.run(
        """
        UPDATE projection
        SET definition_version = aside_version, settings_version = aside_settings,
            aside_version = NULL, aside_settings = NULL, rebuilt_at = $2
        WHERE account_id = $1""",
        accountId,
        ColumnType.atUtc(now));
  }
}
