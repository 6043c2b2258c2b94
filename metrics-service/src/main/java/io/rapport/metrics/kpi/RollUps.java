package io.rapport.metrics.kpi;

import io.rapport.common.security.Account;
import io.rapport.metrics.projection.ProjectionState;
import io.rapport.metrics.projection.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Whether a question can be answered from sums by days, which are kept by one zone's clock. */
final class RollUps {

  private RollUps() {}

  /** By which zone's clock the days of an account are kept; empty before its first rebuild. */
  static Uni<Optional<ZoneId>> zone(SqlConnection connection, Account account) {
    var sql = new Sql();
    return sql.append(
            "SELECT day_zone FROM projection WHERE day_zone IS NOT NULL AND account_id = ")
        .append(sql.bind(account.id()))
        .run(connection)
        .map(
            rows -> {
              var row = rows.iterator();
              return row.hasNext()
                  ? Optional.of(ProjectionState.days(row.next().getString("day_zone")))
                  : Optional.empty();
            });
  }

  /** The zone of the days to read, where every step of the breakdown begins with one of them. */
  static Optional<ZoneId> zone(Scope scope, Breakdown breakdown) {
    boolean hours = Frame.dimensions(scope, breakdown).stream().anyMatch(Dimension::temporal);
    return hours ? Optional.empty() : scope.days().filter(zone -> whole(scope, breakdown, zone));
  }

  private static boolean whole(Scope scope, Breakdown breakdown, ZoneId zone) {
    var granularity = breakdown.granularity();
    return granularity.isEmpty()
        || (granularity.get() != Granularity.HOUR
            && granularity.get().steps(scope.period(), scope.zone()).stream()
                .allMatch(step -> step.isBefore(scope.period().from()) || beginsDay(step, zone)));
  }

  /** Whether a day begins at a moment. */
  static boolean beginsDay(Instant moment, ZoneId zone) {
    return Span.DAY.begin(moment, zone).equals(moment);
  }
}
