package io.rapport.metrics.timing;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.kpi.MessageRate;
import io.rapport.metrics.kpi.Sql;
import io.rapport.metrics.statistics.ClusterMoments;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts rates of messages by how many business-initiated ones the contact had received: the
 * message itself and those before it that were sent within so many days and delivered.
 *
 * @param asOf the end of the period, and the moment maturity is judged at
 * @param most messages received that are told apart; more count as this many
 */
record FatigueQuery(int accountId, Instant from, Instant asOf, int most) {

  FatigueQuery {
    requireNonNull(from, "from is null");
    requireNonNull(asOf, "asOf is null");
  }

  /**
   * The moments of each rate, by the messages received within so many days, from 1.
   *
   * @param days how far back they are looked for
   */
  Uni<Map<MessageRate, Map<Integer, ClusterMoments>>> run(
      SqlConnection connection, int days, List<MessageRate> rates) {
    var sql = new Sql();
    var account = sql.bind(accountId);
    sql.append("SELECT received");
    for (int i = 0; i < rates.size(); i++) {
      sql.append(
          """
          , count(*) FILTER (WHERE n%1$d > 0) AS m%1$d, sum(n%1$d)::float8 AS n%1$d, \
          sum(y%1$d)::float8 AS y%1$d, sum(n%1$d * n%1$d)::float8 AS nn%1$d, \
          sum(y%1$d * y%1$d)::float8 AS yy%1$d, sum(n%1$d * y%1$d)::float8 AS ny%1$d\
          """
              .formatted(i));
    }
    sql.append(" FROM (SELECT contact_id, received");
    for (int i = 0; i < rates.size(); i++) {
      var mature = "sent_at <= " + sql.bind(asOf.minus(rates.get(i).horizon()));
      sql.append(", " + rates.get(i).denominator(mature) + " AS n" + i)
          .append(", " + rates.get(i).numerator(mature) + " AS y" + i);
    }
    return sql.append(
            " FROM (SELECT *, greatest(1, least(count(delivered_at) OVER (PARTITION BY contact_id"
                + " ORDER BY sent_at RANGE BETWEEN INTERVAL '")
        // The range ends with the second of the message: those that come after it there are no
        // messages before it.
        .append(Integer.toString(days) + " days' PRECEDING AND CURRENT ROW)")
        .append(" - count(delivered_at) OVER (PARTITION BY contact_id, sent_at")
        .append(" ORDER BY message_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), ")
        .append(sql.bind(most) + ")) AS received FROM message WHERE account_id = " + account)
        .append(" AND " + MessageRate.POPULATION + " AND sent_at >= ")
        .append(sql.bind(from.minus(Duration.ofDays(days))) + " AND sent_at < ")
        .append(sql.bind(asOf) + ") AS numbered WHERE sent_at >= " + sql.bind(from))
        .append(" GROUP BY 1, 2) AS person GROUP BY received")
        .run(connection)
        .map(
            rows -> {
              Map<MessageRate, Map<Integer, ClusterMoments>> counted = new HashMap<>();
              rates.forEach(rate -> counted.put(rate, new TreeMap<>()));
              for (var row : rows) {
                for (int i = 0; i < rates.size(); i++) {
                  counted
                      .get(rates.get(i))
                      .put(
                          row.getLong("received").intValue(),
                          new ClusterMoments(
                              row.getLong("m" + i),
                              row.getDouble("n" + i),
                              row.getDouble("y" + i),
                              row.getDouble("nn" + i),
                              row.getDouble("yy" + i),
                              row.getDouble("ny" + i)));
                }
              }
              return counted;
            });
  }
}
