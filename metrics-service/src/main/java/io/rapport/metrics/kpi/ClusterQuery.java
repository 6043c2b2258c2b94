package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.ClusterMoments;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Counts by contact what an interval clustered by contact and the bounds of an open rate need.
 * Always on the facts: contacts do not add up over the cells of a cube.
 */
final class ClusterQuery {

  /** How long a receipt says that the contact's receipts are switched on. */
  static final Duration RECEIPT_MEMORY = Duration.ofDays(90);

  /** A sample with fewer contacts, or fewer of the rarer outcome, says too little of the spread. */
  private static final int FEW_CONTACTS = 200;

  private static final int FEW_OUTCOMES = 50;

  private final Sql sql = new Sql();
  private final Scope scope;
  private final Frame frame;
  private final FactTable table;
  private final ContactSample sample;
  private final List<String> perContact = new ArrayList<>();
  private final List<String> overContacts = new ArrayList<>();
  private final List<BiConsumer<Row, Tally>> readers = new ArrayList<>();
  private boolean receipts;
  private boolean tooSmall;

  private ClusterQuery(Scope scope, Breakdown breakdown, FactTable table, ContactSample sample) {
    this.sample = sample;
    this.scope = scope;
    this.frame = new Frame(sql, scope, breakdown);
    this.table = table;
  }

  /**
   * Adds the moments of some ratios of one table.
   *
   * @param openBounds whether to add the bounds of the open rate; of messages
   * @param firstTurnOnly whose mean waits to add; of turns
   * @param sample whose variance stands for that of all; what is counted of all is counted already
   */
  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      FactTable table,
      Set<Ratio> ratios,
      boolean openBounds,
      Set<Boolean> firstTurnOnly,
      ContactSample sample,
      Tallies tallies) {
    if (ratios.isEmpty() && firstTurnOnly.isEmpty()) {
      return Uni.createFrom().item(tallies);
    }
    var query = new ClusterQuery(scope, breakdown, table, sample);
    ratios.forEach(query::ratio);
    firstTurnOnly.forEach(query::waits);
    if (openBounds) {
      query.openBounds();
    }
    return query.run(connection, tallies);
  }

  private void ratio(Ratio ratio) {
    var mature = frame.mature(table, ratio.horizon(scope.settings()));
    moments(
        frame.count(ratio.numerator(), mature),
        frame.count(ratio.denominator(), mature),
        (tally, moments) -> {
          long trials = tally.mature(ratio.denominator());
          long total = tally.mature(ratio.numerator());
          tooSmall |= !ratio.denominator().ofContacts() && tellsTooLittle(moments, trials, total);
          tally.moments(ratio, sample.extended(moments, (double) trials, (double) total));
        });
    if (table == FactTable.MESSAGE) {
      var skewed = total(frame.count(ratio.denominator(), "clock_skew AND " + mature));
      readers.add(
          (row, tally) ->
              tally.clockSkew(
                  ratio.denominator(), Math.round(row.getLong(skewed) * sample.factor())));
    }
  }

  /** Whether something that happened did so to hardly anybody of the sample. */
  private boolean tellsTooLittle(ClusterMoments moments, long trials, long total) {
    double rarer = Math.min(moments.total(), moments.trials() - moments.total());
    boolean happened = total > 0 && total < trials;
    return !sample.isAll()
        && happened
        && (moments.contacts() < FEW_CONTACTS || rarer < FEW_OUTCOMES);
  }

  private void waits(boolean first) {
    for (var wait : Wait.known(scope.settings())) {
      var filter =
          " FILTER (WHERE "
              + wait.seconds()
              + " IS NOT NULL"
              + (first ? " AND first_in_episode)" : ")");
      moments(
          "coalesce(sum(" + wait.seconds() + ")" + filter + ", 0)::bigint",
          "count(*)" + filter,
          (tally, moments) -> {
            var latencies = tally.latencies(first);
            var all = latencies.histogram(wait);
            latencies.moments(wait, sample.extended(moments, (double) all.size(), all.seconds()));
          });
    }
  }

  private void openBounds() {
    receipts = true;
    var mature = " AND " + frame.mature(table, Measure.OPENED.horizon()) + ")";
    var population =
        column("count(*) FILTER (WHERE " + Measure.OPEN_POPULATION.condition() + mature);
    var opened = column("count(*) FILTER (WHERE " + Measure.OPENED.condition() + mature);
    var inferred = column("count(*) FILTER (WHERE " + Measure.OPENED_INFERRED.condition() + mature);
    var capable =
        ") FILTER (WHERE last_receipt_at >= " + sql.bind(scope.asOf().minus(RECEIPT_MEMORY)) + ")";
    overContacts.add(
        "sum(CASE WHEN last_receipt_at IS NULL THEN %s ELSE %s END)::bigint AS open_upper"
            .formatted(population, inferred));
    overContacts.add("coalesce(sum(" + population + capable + ", 0)::bigint AS open_capable");
    overContacts.add("coalesce(sum(" + opened + capable + ", 0)::bigint AS open_capable_opened");
    overContacts.add("count(*) FILTER (WHERE " + population + " > 0) AS open_contacts");
    overContacts.add(
        "count(*) FILTER (WHERE " + population + " > 0 AND last_receipt_at IS NULL) AS open_blind");
    overContacts.add("coalesce(sum(" + population + "), 0)::bigint AS open_population");
    readers.add((row, tally) -> tally.openBounds(openBounds(row, tally)));
  }

  /** Of a sample, as of all; what is certain of all stays so. */
  private Tally.OpenBounds openBounds(Row row, Tally tally) {
    long seen = row.getLong("open_population");
    long all = tally.mature(Measure.OPEN_POPULATION);
    long upper = sample.extended(row.getLong("open_upper"), seen, all);
    return new Tally.OpenBounds(
        Math.max(upper, tally.mature(Measure.OPENED_INFERRED)),
        sample.extended(row.getLong("open_capable"), seen, all),
        sample.extended(row.getLong("open_capable_opened"), seen, all),
        Math.round(row.getLong("open_contacts") * sample.factor()),
        Math.round(row.getLong("open_blind") * sample.factor()));
  }

  /** A sum over one contact's facts; says what its column is called. */
  private String column(String expression) {
    var name = "c" + perContact.size();
    perContact.add(expression + " AS " + name);
    return name;
  }

  /** A sum over all facts; says what its column is called. */
  private String total(String expression) {
    var name = column(expression);
    overContacts.add("sum(" + name + ")::bigint AS " + name);
    return name;
  }

  private void moments(String total, String trials, BiConsumer<Tally, ClusterMoments> consumer) {
    var y = column(total);
    var n = column(trials);
    overContacts.add("count(*) FILTER (WHERE %s > 0) AS m_%s".formatted(n, n));
    overContacts.add("sum(%s)::float8 AS n_%s".formatted(n, n));
    overContacts.add("sum(%s)::float8 AS y_%s".formatted(y, n));
    // Exact in numeric, rounded once: the squares nearly cancel where contacts behave alike.
    overContacts.add("sum(%s::numeric * %s)::float8 AS nn_%s".formatted(n, n, n));
    overContacts.add("sum(%s::numeric * %s)::float8 AS yy_%s".formatted(y, y, n));
    overContacts.add("sum(%s::numeric * %s)::float8 AS ny_%s".formatted(n, y, n));
    readers.add(
        (row, tally) ->
            consumer.accept(
                tally,
                new ClusterMoments(
                    row.getLong("m_" + n),
                    row.getDouble("n_" + n),
                    row.getDouble("y_" + n),
                    row.getDouble("nn_" + n),
                    row.getDouble("yy_" + n),
                    row.getDouble("ny_" + n))));
  }

  private Uni<Tallies> run(SqlConnection connection, Tallies tallies) {
    sql.append("SELECT grp, step, ")
        .append(String.join(", ", overContacts))
        .append(" FROM (SELECT contact_id, ")
        .append(frame.cell(table))
        .append(", ")
        .append(String.join(", ", perContact))
        .append(" FROM ")
        .append(table.table())
        .append(" WHERE ")
        .append(frame.factRows(table, List.of(scope.period())))
        .append(" AND exclusion = 0" + sample.condition(sql))
        .append(" GROUP BY 1, 2, 3) AS person");
    if (receipts) {
      sql.append(" LEFT JOIN timeline ON timeline.account_id = ")
          .append(frame.account())
          .append(" AND timeline.contact_id = person.contact_id");
    }
    return sql.append(" GROUP BY grp, step")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                var tally = tallies.of(Cell.of(row));
                readers.forEach(reader -> reader.accept(row, tally));
              }
              if (tooSmall || (!sample.isAll() && rows.size() == 0)) {
                tallies.tooSmall(table);
              }
              return tallies;
            });
  }
}
