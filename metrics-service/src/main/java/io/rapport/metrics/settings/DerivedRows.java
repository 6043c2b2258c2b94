package io.rapport.metrics.settings;

import io.rapport.metrics.timeline.ProjectionSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What must happen to the derived rows of an account whose settings change. */
public interface DerivedRows {

  /** What holds where an account has chosen nothing: version 0. */
  ProjectionSettings defaults();

  /**
   * Asks for the rows to be made anew with the newest settings; within the transaction that records
   * these.
   */
  Uni<Void> outdated(SqlConnection connection, int accountId);
}
