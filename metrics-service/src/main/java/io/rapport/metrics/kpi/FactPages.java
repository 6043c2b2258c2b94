package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a number: pages through exactly the facts it counts. */
@ApplicationScoped
class FactPages {

  private final Snapshots snapshots;

  FactPages(Snapshots snapshots) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
  }

  /**
   * One page.
   *
   * @param question about one KPI, at the moment the cursor carries
   * @param after where the page before ended
   */
  Uni<FactPage> page(Question question, Part part, Optional<Cursor> after, int limit, int digest) {
    return snapshots.read(
        question.account(),
        connection ->
            Grounds.ofFacts(connection, question)
                .chain(
                    grounds ->
                        facts(connection, question, grounds, part, after, limit)
                            .map(facts -> page(question, grounds, part, facts, limit, digest))));
  }

  private static Uni<List<Fact>> facts(
      SqlConnection connection,
      Question question,
      Grounds grounds,
      Part part,
      Optional<Cursor> after,
      int limit) {
    return statement(question, grounds, part, after)
        .append(" LIMIT ")
        // One more than asked for says whether there is a next page.
        .append(Integer.toString(limit + 1))
        .run(connection)
        .map(rows -> facts(rows, question, grounds, part));
  }

  /** Reads the rows of {@link #statement}. */
  static List<Fact> facts(Iterable<Row> rows, Question question, Grounds grounds, Part part) {
    var kpi = question.kpis().getFirst().in(grounds.settings());
    var reader = FactReader.of(kpi.computation().table());
    var facts = new ArrayList<Fact>();
    for (var row : rows) {
      facts.add(
          reader.read(
              row,
              kpi,
              part,
              Optional.ofNullable(row.getString("channel"))
                  .map(grounds.channels()::phoneNumberId)));
    }
    return facts;
  }

  /** All facts of a number, oldest first. */
  static Sql statement(Question question, Grounds grounds, Part part, Optional<Cursor> after) {
    var scope = grounds.scope(question);
    var kpi = question.kpis().getFirst().in(scope.settings());
    var table = kpi.computation().table();
    var sql = new Sql();
    var frame = new Frame(sql, scope, Breakdown.NONE);
    sql.append("SELECT contact_id, nullif(channel_id, 0)::text AS channel, lifecycle, ")
        .append(FactReader.of(table).columns())
        .append(" FROM (SELECT ")
        .append(Opened.ofContacts(kpi) ? "DISTINCT ON (contact_id) * " : "* ")
        .append(" FROM ")
        .append(table.table())
        .append(" WHERE ")
        .append(frame.factRows(table, List.of(Opened.period(kpi, question))))
        .append(" AND exclusion = 0 AND ")
        .append(counted(kpi, part, frame, sql, question, scope))
        // Where contacts are counted, each is shown by its first fact that counts.
        .append(
            Opened.ofContacts(kpi)
                ? " ORDER BY contact_id, " + table.time() + ", " + table.id()
                : "")
        .append(") AS counted");
    after.ifPresent(
        cursor ->
            sql.append(" WHERE (" + table.time() + ", contact_id, " + table.id() + ") > (")
                .append(sql.bind(cursor.time()) + ", ")
                .append(sql.bind(cursor.contactId()) + ", ")
                .append(sql.bind(cursor.id()) + ")"));
    return sql.append(" ORDER BY " + table.time() + ", contact_id, " + table.id());
  }

  private static String counted(
      KpiDefinition kpi, Part part, Frame frame, Sql sql, Question question, Scope scope) {
    return switch (kpi.computation()) {
      case Computation.Rate rate -> {
        var ratio = rate.headline();
        var measure =
            switch (part) {
              case NUMERATOR -> ratio.numerator();
              case DENOMINATOR -> ratio.denominator();
            };
        yield frame.condition(measure)
            + " AND "
            + frame.mature(ratio.table(), frame.horizon(measure));
      }
      case Computation.Latency latency ->
          Opened.population(kpi, scope.settings())
              + (part == Part.NUMERATOR ? " AND answered_at IS NOT NULL" : "");
      case Computation.Retention retention -> retained(part, frame, sql, question);
    };
  }

  /** Nobody, before the period is over. */
  private static String retained(Part part, Frame frame, Sql sql, Question question) {
    if (question.period().to().isAfter(question.asOf())) {
      return "FALSE";
    }
    return switch (part) {
      case NUMERATOR ->
          "contact_id IN (SELECT contact_id FROM message WHERE "
              + frame.factRowsOfAnybody(FactTable.INBOUND, List.of(question.period()))
              + " AND exclusion = 0)";
      case DENOMINATOR -> "TRUE";
    };
  }

  private static FactPage page(
      Question question, Grounds grounds, Part part, List<Fact> facts, int limit, int digest) {
    var kpi = question.kpis().getFirst();
    boolean more = facts.size() > limit;
    var shown = more ? facts.subList(0, limit) : facts;
    var next =
        more
            ? Optional.of(cursor(question.asOf(), shown.getLast(), digest).encode())
            : Optional.<String>empty();
    return new FactPage(
        question.account().wabaId(),
        kpi.id(),
        kpi.definitionVersion(),
        grounds.settings().version(),
        part,
        question.period().from(),
        question.period().to(),
        question.zone().getId(),
        question.asOf(),
        List.copyOf(shown),
        next);
  }

  private static Cursor cursor(Instant asOf, Fact last, int digest) {
    return new Cursor(asOf, last.time(), last.contactId(), last.id(), digest);
  }
}
