package io.rapport.metrics.timing;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.kpi.MessageRate;
import io.rapport.metrics.kpi.Sql;
import io.rapport.metrics.statistics.ClusterMoments;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts a rate of messages by the hour they were sent in.
 *
 * @param asOf the end of the period, and the moment maturity is judged at
 * @param segment only messages to this one
 */
record HourQuery(int accountId, Instant from, Instant asOf, ZoneId zone, Optional<String> segment) {

  /** Of the week, from 0 for the first of Monday. */
  private static final String HOUR_OF_WEEK =
      "(extract(isodow FROM sent_at AT TIME ZONE %1$s)::int - 1) * 24"
          + " + extract(hour FROM sent_at AT TIME ZONE %1$s)::int";

  private static final String HOUR_OF_DAY = "extract(hour FROM sent_at AT TIME ZONE %1$s)::int";

  HourQuery {
    requireNonNull(from, "from is null");
    requireNonNull(asOf, "asOf is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(segment, "segment is null");
  }

  /** By the hour of the week. */
  Uni<Hours> ofWeek(SqlConnection connection, MessageRate rate) {
    return run(connection, rate, HOUR_OF_WEEK, Optional.empty());
  }

  /** One contact's, by the hour of the day: it has too few messages for those of a week. */
  Uni<Hours> ofContact(SqlConnection connection, MessageRate rate, UUID contactId) {
    return run(connection, rate, HOUR_OF_DAY, Optional.of(contactId));
  }

  private Uni<Hours> run(
      SqlConnection connection, MessageRate rate, String hour, Optional<UUID> contactId) {
    var sql = new Sql();
    var mature = "sent_at <= " + sql.bind(asOf.minus(rate.horizon()));
    sql.append("SELECT hour, count(*) FILTER (WHERE n > 0) AS m, sum(n)::float8 AS n,")
        .append(" sum(y)::float8 AS y, sum(n * n)::float8 AS nn, sum(y * y)::float8 AS yy,")
        .append(" sum(n * y)::float8 AS ny FROM (SELECT ")
        // Of one contact every message is a trial of its own.
        .append(contactId.isPresent() ? "message_id" : "contact_id")
        .append(", " + hour.formatted(sql.bind(zone.getId())) + " AS hour, ")
        .append(rate.denominator(mature) + " AS n, " + rate.numerator(mature) + " AS y")
        .append(" FROM message WHERE account_id = " + sql.bind(accountId))
        .append(" AND " + MessageRate.POPULATION + " AND sent_at >= " + sql.bind(from))
        .append(" AND sent_at < " + sql.bind(asOf));
    segment.ifPresent(label -> sql.append(" AND segment = " + sql.bind(label)));
    contactId.ifPresent(contact -> sql.append(" AND contact_id = " + sql.bind(contact)));
    return sql.append(" GROUP BY 1, 2) AS person GROUP BY hour")
        .run(connection)
        .map(
            rows -> {
              var hours = new HashMap<Integer, ClusterMoments>();
              for (var row : rows) {
                hours.put(
                    row.getInteger("hour"),
                    new ClusterMoments(
                        row.getLong("m"),
                        row.getDouble("n"),
                        row.getDouble("y"),
                        row.getDouble("nn"),
                        row.getDouble("yy"),
                        row.getDouble("ny")));
              }
              return Hours.of(hours);
            });
  }
}
