package io.rapport.metrics.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What waits at one moment.
 *
 * @param accounts with due contacts, the longest waiting first, then those with a rebuild to do
 * @param oldest since when the longest waiting contact has been due
 * @param rows of due work, and contacts that were announced; one contact may be several
 */
record Backlog(List<Integer> accounts, Optional<Instant> oldest, long rows) {

  Backlog {
    accounts = List.copyOf(accounts);
  }

  /** Reads it, with all accounts in scope: claims across accounts would be refused. */
  static Backlog read(Statements statements, Instant now) {
    var rebuilding = new ArrayList<Integer>();
    var rebuilds =
        statements.run(
            """
            SELECT account_id FROM projection p
            WHERE rebuild_requested_at IS NOT NULL OR aside_version IS NOT NULL
               OR definition_version < $1
               OR EXISTS (SELECT FROM rebuild_work w WHERE w.account_id = p.account_id)""",
            ProjectionState.DEFINITION_VERSION);
    rebuilds.forEach(row -> rebuilding.add(row.getInteger("account_id")));
    var due =
        statements.run(
            """
            SELECT account_id, min(due_at) AS oldest, sum(contacts)::bigint AS waiting
            FROM (SELECT account_id, due_at, 1 AS contacts FROM contact_work WHERE due_at <= $1
                  UNION ALL
                  SELECT account_id, announced_at, cardinality(contacts) FROM work_announcement) w
            GROUP BY account_id ORDER BY min(due_at)""",
            ColumnType.atUtc(now));
    var accounts = new LinkedHashSet<Integer>();
    Optional<Instant> oldest = Optional.empty();
    long waiting = 0;
    for (var row : due) {
      accounts.add(row.getInteger("account_id"));
      oldest = oldest.or(() -> ColumnType.INSTANT.optional(row, "oldest"));
      waiting += row.getLong("waiting");
    }
    accounts.addAll(rebuilding);
    return new Backlog(List.copyOf(accounts), oldest, waiting);
  }

  /** How long the longest waiting contact has waited. */
  Duration lag(Instant now) {
    return oldest.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
  }
}
