package io.rapport.metrics.projection;

import io.rapport.metrics.settings.InEffect;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an account's derived rows were made: table {@code projection}.
 *
 * @param readiness what may be done with the account
 * @param live what the rows that are read are made with
 * @param aside the same of what a rebuild makes; empty while none is under way. New facts go to
 *     both sides
 */
record ProjectionState(Readiness readiness, Making live, Optional<Making> aside) {

  /**
   * What the rows of one side are made with.
   *
   * @param settings the version of what the account chose
   * @param days by which zone's clock days are added up: the account's own when the rows were
   *     begun, so that all that is added later fits in
   */
  record Making(Side side, int settings, ZoneId days) {

    private static Optional<Making> of(Side side, Integer settings, String days) {
      return Optional.ofNullable(settings)
          .map(
              version ->
                  new Making(
                      side,
                      version,
                      Optional.ofNullable(days).map(InEffect::zone).orElse(ZoneOffset.UTC)));
    }
  }

  /** Raised whenever the same facts give other rows; accounts projected with less are rebuilt. */
  static final int DEFINITION_VERSION = 5;

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
               day_zone, aside_settings, aside_day_zone
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
        Making.of(Side.LIVE, row.getInteger("settings_version"), row.getString("day_zone"))
            .orElseThrow(),
        Making.of(Side.ASIDE, row.getInteger("aside_settings"), row.getString("aside_day_zone")));
  }

  /** Where new facts go. */
  List<Making> sides() {
    return Stream.concat(Stream.of(live), aside.stream()).toList();
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
        INSERT INTO projection (account_id, definition_version, rebuild_contacts, day_zone)
        SELECT account_id, $2, 0, zone FROM account WHERE account_id = $1 ON CONFLICT DO NOTHING""",
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
            aside_day_zone = (SELECT zone FROM account WHERE account.account_id = $1),
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
            day_zone = aside_day_zone, aside_version = NULL, aside_settings = NULL,
            aside_day_zone = NULL, rebuilt_at = $2
        WHERE account_id = $1""",
        accountId,
        ColumnType.atUtc(now));
  }
}
