package io.rapport.metrics.kpi;

import io.rapport.metrics.projection.Span;
import io.rapport.metrics.timeline.Exclusion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts contacts, each once a period, by adding up: of the days on which contacts counted, those
 * whose day before lies before the period. What a day does not know, a day that is cut by the end
 * of the period or of maturity, comes from quarters of an hour, and the rest from the facts.
 */
final class ContactDayQuery {

  private final Sql sql = new Sql();
  private final Scope scope;
  private final Set<Measure> measures;
  private final ZoneId zone;
  private final Frame frame;
  private final List<String> parts = new ArrayList<>();

  private ContactDayQuery(Scope scope, Breakdown breakdown, Set<Measure> measures, ZoneId zone) {
    this.scope = scope;
    this.measures = measures;
    this.zone = zone;
    this.frame = new Frame(sql, scope, breakdown);
  }

  /** Adds the contacts of these measures, from days where they can tell, else from the facts. */
  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      Set<Measure> measures,
      boolean cubes,
      Tallies tallies) {
    var zone = cubes ? zone(scope, breakdown) : Optional.<ZoneId>empty();
    if (measures.isEmpty() || zone.isEmpty()) {
      return CountQuery.run(
          connection, scope, breakdown, FactTable.MESSAGE, measures, false, tallies);
    }
    return new ContactDayQuery(scope, breakdown, measures, zone.get()).run(connection, tallies);
  }

  /** Who counted before is known by days only, and of everything together. */
  private static Optional<ZoneId> zone(Scope scope, Breakdown breakdown) {
    return Frame.dimensions(scope, breakdown).isEmpty()
        ? RollUps.zone(scope, breakdown)
            .filter(zone -> RollUps.beginsDay(scope.period().from(), zone))
        : Optional.empty();
  }

  private Uni<Tallies> run(SqlConnection connection, Tallies tallies) {
    var cut = scope.asOf().minus(measures.iterator().next().horizon());
    var to = scope.period().to();
    var from = scope.period().from();
    boolean allMature = !cut.isBefore(to);
    boolean someMature = !cut.isBefore(from);
    days(allMature ? to : someMature ? cut : from);
    if (allMature) {
      rest(to, "<", "contacts", "contacts");
    } else {
      rest(to, "<", "0", "contacts");
      if (someMature) {
        rest(cut, "<=", "contacts", "0");
      }
    }
    return sql.append("SELECT NULL::text AS grp, step, measure, exclusion")
        .append(", sum(mature)::bigint AS mature, sum(contacts)::bigint AS contacts FROM (")
        .append(String.join(" UNION ALL ", parts))
        .append(") AS part GROUP BY step, measure, exclusion")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                read(row, tallies);
              }
              return tallies;
            });
  }

  /** Whole days, those before the one of a moment as mature. */
  private void days(Instant mature) {
    var end = Span.DAY.begin(scope.period().to(), zone);
    if (scope.period().from().isBefore(end)) {
      var bound = sql.bind(Span.DAY.begin(mature, zone));
      parts.add(
          """
          SELECT %s, measure, exclusion, coalesce(sum(contacts) FILTER (WHERE bucket < %s), 0) AS mature,
            sum(contacts) AS contacts
          FROM contact_day WHERE %s GROUP BY 1, 2, 3, 4"""
              .formatted(frame.cell("bucket"), bound, rows(scope.period().from(), end)));
    }
  }

  /** The day of a moment as far as the moment. */
  private void rest(Instant end, String within, String mature, String contacts) {
    var day = latest(Span.DAY.begin(end, zone), scope.period().from());
    var bucket = latest(Span.QUARTER_HOUR.begin(end, zone), scope.period().from());
    if (day.isBefore(bucket)) {
      parts.add(
          "SELECT %s, measure, exclusion, %s AS mature, %s AS contacts FROM contact_cube WHERE %s"
              .formatted(frame.cell("bucket"), mature, contacts, rows(day, bucket)));
    }
    if (bucket.isBefore(end) || within.equals("<=")) {
      for (var measure : measures) {
        parts.add(facts(measure, bucket, within, end, mature, contacts));
      }
    }
  }

  private String rows(Instant from, Instant to) {
    return "account_id = "
        + frame.account()
        + " AND measure IN ("
        + measures.stream()
            .map(measure -> Short.toString(measure.ofContactsByDay().code()))
            .collect(Collectors.joining(", "))
        + ") AND bucket >= "
        + sql.bind(from)
        + " AND bucket < "
        + sql.bind(to)
        + " AND previous < "
        + frame.begin("bucket");
  }

  /** Who counts in a piece of a bucket, and did not before in the step. */
  private String facts(
      Measure measure, Instant from, String within, Instant end, String mature, String contacts) {
    var begin = sql.bind(from);
    return """
    SELECT grp, step, %d::smallint AS measure, exclusion, %s AS mature, %s AS contacts
    FROM (
      SELECT %s, exclusion, count(DISTINCT contact_id) AS contacts FROM message AS latest
      WHERE account_id = %s AND %s AND sent_at >= %s AND sent_at %s %s AND %s
        AND NOT EXISTS (
          SELECT FROM message WHERE message.account_id = latest.account_id
            AND message.contact_id = latest.contact_id AND message.exclusion = latest.exclusion
            AND message.%s AND message.sent_at >= %s AND message.sent_at < %s AND %s)
      GROUP BY 1, 2, 3) AS counted"""
        .formatted(
            measure.ofContactsByDay().code(),
            mature,
            contacts,
            frame.cell(FactTable.MESSAGE),
            frame.account(),
            FactTable.MESSAGE.population(),
            begin,
            within,
            sql.bind(end),
            measure.condition(),
            FactTable.MESSAGE.population(),
            frame.begin("latest.sent_at"),
            begin,
            measure.condition());
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void read(Row row, Tallies tallies) {
    long contacts = row.getLong("contacts");
    if (contacts == 0) {
      return;
    }
    long mature = row.getLong("mature");
    var exclusion = Exclusion.ofCode(row.getShort("exclusion"));
    for (var measure : measures) {
      if (measure.ofContactsByDay().code() == row.getShort("measure")) {
        tallies.of(Cell.of(row)).count(measure, exclusion, mature, contacts - mature);
      }
    }
  }
}
