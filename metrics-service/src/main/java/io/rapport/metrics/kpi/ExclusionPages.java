package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.Exclusion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages through exactly the facts that a number leaves out, each with the reason. */
@ApplicationScoped
class ExclusionPages {

  private final Snapshots snapshots;

  ExclusionPages(Snapshots snapshots) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
  }

  /**
   * One page.
   *
   * @param question about one KPI
   * @param reason only what is left out for this
   * @param after where the page before ended
   */
  Uni<ExclusionPage> page(
      Question question,
      Optional<Exclusion> reason,
      Optional<Cursor> after,
      int limit,
      int digest) {
    return snapshots.read(
        question.account(),
        connection ->
            Grounds.ofFacts(connection, question)
                .chain(
                    grounds ->
                        facts(connection, question, grounds, reason, after, limit)
                            .map(facts -> page(question, grounds, facts, limit, digest))));
  }

  private static Uni<List<ExclusionPage.Excluded>> facts(
      SqlConnection connection,
      Question question,
      Grounds grounds,
      Optional<Exclusion> reason,
      Optional<Cursor> after,
      int limit) {
    var kpi = question.kpis().getFirst();
    var table = kpi.computation().table();
    var sql = new Sql();
    var frame = new Frame(sql, grounds.scope(question), Breakdown.NONE);
    boolean contacts = Opened.ofContacts(kpi);
    sql.append("SELECT contact_id, fact_id, nullif(channel_id, 0)::text AS channel, at, exclusion")
        .append(" FROM (SELECT " + (contacts ? "DISTINCT ON (contact_id, exclusion) " : ""))
        .append("contact_id, " + table.id() + " AS fact_id, channel_id, exclusion, ")
        .append(table.time() + " AS at FROM " + table.table() + " WHERE ")
        .append(frame.factRows(table, List.of(Opened.period(kpi, question))))
        .append(" AND " + Opened.population(kpi, grounds.settings()) + " AND exclusion ")
        .append(reason.map(of -> "= " + sql.bind(of.code())).orElse("<> 0"))
        .append(
            contacts ? " ORDER BY contact_id, exclusion, " + table.time() + ", " + table.id() : "")
        .append(") AS excluded");
    after.ifPresent(
        cursor ->
            sql.append(" WHERE (at, contact_id, fact_id) > (")
                .append(sql.bind(cursor.time()) + ", ")
                .append(sql.bind(cursor.contactId()) + ", ")
                .append(sql.bind(cursor.id()) + ")"));
    return sql.append(" ORDER BY at, contact_id, fact_id LIMIT ")
        // One more than asked for says whether there is a next page.
        .append(sql.bind(limit + 1L))
        .run(connection)
        .map(
            rows -> {
              var facts = new ArrayList<ExclusionPage.Excluded>();
              for (var row : rows) {
                facts.add(
                    new ExclusionPage.Excluded(
                        row.getUUID("contact_id"),
                        row.getUUID("fact_id"),
                        FactReader.text(row, "channel").map(grounds.channels()::phoneNumberId),
                        FactReader.instant(row, "at").orElseThrow(),
                        Exclusion.ofCode(row.getShort("exclusion")).id()));
              }
              return facts;
            });
  }

  private static ExclusionPage page(
      Question question,
      Grounds grounds,
      List<ExclusionPage.Excluded> facts,
      int limit,
      int digest) {
    var kpi = question.kpis().getFirst();
    var shown = facts.size() > limit ? facts.subList(0, limit) : facts;
    return new ExclusionPage(
        question.account().wabaId(),
        kpi.id(),
        kpi.definitionVersion(),
        grounds.settings().version(),
        question.period().from(),
        question.period().to(),
        question.zone().getId(),
        question.asOf(),
        List.copyOf(shown),
        facts.size() > limit
            ? Optional.of(cursor(question, shown.getLast(), digest).encode())
            : Optional.empty());
  }

  private static Cursor cursor(Question question, ExclusionPage.Excluded last, int digest) {
    return new Cursor(question.asOf(), last.startedAt(), last.contactId(), last.factId(), digest);
  }
}
