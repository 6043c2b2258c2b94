package io.rapport.metrics.projection;

import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.util.UUID;

/**
 * Contacts that cannot be projected, and why: table {@code projection_failure}. Each keeps nobody
 * else waiting, is tried again after a while, and is in there until that succeeds.
 */
final class ProjectionFailures {

  private static final int LONGEST_REASON = 500;

  private ProjectionFailures() {}

  /**
   * Notes a failure.
   *
   * @return how many there have been in a row
   */
  static int failed(
      Statements statements, int accountId, UUID contactId, Throwable failure, Instant now) {
    return statements
        .run(
            """
            INSERT INTO projection_failure AS f
              (account_id, contact_id, attempts, first_failed_at, last_failed_at, reason)
            VALUES ($1, $2, 1, $3, $3, $4)
            ON CONFLICT (account_id, contact_id) DO UPDATE
            SET attempts = f.attempts + 1, last_failed_at = excluded.last_failed_at,
                reason = excluded.reason
            RETURNING attempts""",
            accountId,
            contactId,
            ColumnType.atUtc(now),
            reason(failure))
        .iterator()
        .next()
        .getInteger("attempts");
  }

  static void succeeded(Statements statements, int accountId, UUID[] contacts) {
    statements.send(
        "DELETE FROM projection_failure WHERE account_id = $1 AND contact_id = ANY ($2)",
        accountId,
        contacts);
  }

  /**
   * What failed, without what a customer wrote: Postgres puts values into the detail of a message,
   * and our own name codes, times and ids only.
   */
  static String reason(Throwable failure) {
    var cause = failure;
    while (cause instanceof BatchFailure && cause.getCause() != null) {
      cause = cause.getCause();
    }
    var reason =
        cause instanceof PgException refused
            ? "SQLSTATE " + refused.getSqlState() + ": " + refused.getErrorMessage()
            : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
  }
}
