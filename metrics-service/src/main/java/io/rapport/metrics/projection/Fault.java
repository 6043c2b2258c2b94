package io.rapport.metrics.projection;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** What a failed transaction says about trying again. */
enum Fault {
  /** Two transactions stood in each other's way: the same again may well succeed. */
  CONFLICT,
  /** Postgres refuses what is written: the same again fails, other contacts do not. */
  REFUSED,
  /** Postgres is not there or not able: nothing succeeds for a while. */
  UNAVAILABLE;

  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  /** SQLSTATE classes of faults in values: cardinality, data, integrity, program limits. */
  private static final Set<String> REFUSALS = Set.of("21", "22", "23", "54");

  static Fault of(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException refused) {
        return of(refused.getSqlState());
      }
      // What this code throws of itself, while it writes or reads a value.
      if (cause instanceof IllegalArgumentException || cause instanceof ClassCastException) {
        return REFUSED;
      }
    }
    return UNAVAILABLE;
  }

  private static Fault of(String sqlState) {
    if (CONFLICTS.contains(sqlState)) {
      return CONFLICT;
    }
    return sqlState != null && sqlState.length() == 5 && REFUSALS.contains(sqlState.substring(0, 2))
        ? REFUSED
        : UNAVAILABLE;
  }
}
