package io.rapport.ingest.store;

import io.vertx.pgclient.PgException;

/** What a failed write means, told by SQLSTATE alone. */
final class Failures {

  /** What Postgres says when no partition takes a row. */
  private static final String CHECK_VIOLATION = "23514";

  private Failures() {}

  /** A row that can never be stored: data exception (22) or integrity violation (23). */
  static boolean badRow(Throwable failure) {
    var state = sqlState(failure);
    return (state.startsWith("22") || state.startsWith("23")) && !missingPartition(failure);
  }

  static boolean missingPartition(Throwable failure) {
    return sqlState(failure).equals(CHECK_VIOLATION);
  }

  /**
   * Whether trying again may help: the server is starting or stopping or out of something, a
   * deadlock chose us, a partition has to be made first. Whatever Postgres did not say itself is a
   * broken connection or a time-out.
   */
  static boolean passing(Throwable failure) {
    if (!(failure instanceof PgException)) {
      return true;
    }
    var state = sqlState(failure);
    return missingPartition(failure)
        || state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53")
        || state.startsWith("55")
        || state.startsWith("57")
        || state.startsWith("58");
  }

  /** Empty where the failure is none of Postgres. */
  static String sqlState(Throwable failure) {
    return failure instanceof PgException e && e.getSqlState() != null ? e.getSqlState() : "";
  }
}
