package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts who of which cohort was active in which period. */
final class CohortQuery {

  private CohortQuery() {}

  /**
   * @param begins where the periods begin, in order
   * @param end of the last period
   */
  static Uni<CohortCounts> run(
      SqlConnection connection,
      int account,
      List<Instant> begins,
      Instant end,
      Activeness activeness,
      CohortVariant variant) {
    var sql = new Sql();
    var id = sql.bind(account);
    var bounds = sql.bindInstants(begins);
    var from = sql.bind(begins.getFirst());
    var to = sql.bind(end);
    var activities = new ArrayList<String>();
    if (activeness != Activeness.PURCHASE) {
      activities.add(
          "SELECT contact_id, sent_at AS at FROM message WHERE account_id = %s AND %s"
                  .formatted(id, FactTable.INBOUND.population())
              + " AND sent_at >= %s AND sent_at < %s".formatted(from, to));
    }
    if (activeness != Activeness.MESSAGE) {
      activities.add(
          "SELECT contact_id, converted_at AS at FROM conversion WHERE account_id = %s"
                  .formatted(id)
              + " AND lower(name) = 'purchase' AND converted_at >= %s AND converted_at < %s"
                  .formatted(from, to));
    }
    var period = "width_bucket(at, " + bounds + ")";
    return sql.append("WITH born AS (SELECT contact_id, width_bucket(first_inbound_at, ")
        .append(bounds)
        .append(") AS cohort FROM timeline JOIN contact USING (account_id, contact_id)")
        .append(" WHERE account_id = " + id + " AND exclusion = 0")
        .append(" AND first_inbound_at >= " + from + " AND first_inbound_at < " + to + ")")
        .append(", active AS (SELECT contact_id, ")
        .append(variant == CohortVariant.EXACT ? period : "max(" + period + ")")
        .append(" AS period FROM (" + String.join(" UNION ALL ", activities) + ") AS activity")
        .append(" GROUP BY contact_id" + (variant == CohortVariant.EXACT ? ", 2" : "") + ")")
        .append(" SELECT cohort, period, count(*) AS contacts FROM born")
        .append(" LEFT JOIN active USING (contact_id) GROUP BY 1, 2 UNION ALL")
        .append(" SELECT cohort, 0, count(*) FROM born GROUP BY 1")
        .run(connection)
        .map(
            rows -> {
              var counts = new CohortCounts(begins.size());
              for (var row : rows) {
                int cohort = row.getInteger("cohort") - 1;
                var at = row.getInteger("period");
                // Who was never active since has none; what precedes the cohort is none of it.
                if (at != null && at == 0) {
                  counts.size(cohort, row.getLong("contacts"));
                } else if (at != null && at > cohort) {
                  counts.active(cohort, at - 1, row.getLong("contacts"));
                }
              }
              return variant == CohortVariant.ON_OR_AFTER ? counts.cumulated() : counts;
            });
  }
}
