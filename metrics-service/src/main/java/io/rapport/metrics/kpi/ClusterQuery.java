package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.ClusterMoments;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Counts by contact what an interval clustered by contact and the bounds of an open rate need.
 * Always on the facts: contacts do not add up over the cells of a cube.
 */
final class ClusterQuery {

  /** How long a receipt says that the contact's receipts are switched on. */
  static final Duration RECEIPT_MEMORY = Duration.ofDays(90);

  /**
   * Of more facts even what all contacts show is remembered, a while. Not of messages, of which
   * exact counts beside the spread are wanted, nor of the waits of groups, whose contacts must be
   * known.
   */
  private static final int MANY_FACTS = 2000;

  private final Sql sql = new Sql();
  private final Scope scope;
  private final Frame frame;
  private final FactTable table;
  private final ContactSample sample;
  private final List<String> perContact = new ArrayList<>();
  private final List<String> overContacts = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private final Breakdown breakdown;
  private boolean receipts;

  /** Whether the sums are those of all contacts, as they are at this moment. */
  private boolean exact;

  /** Whether contacts were looked at some time before. */
  private boolean remembered;

  /** Reads some sums into the tallies of all cells; false if the sample tells too little. */
  private interface Reader {
    boolean read(ContactSums sums, Tallies tallies);
  }

  private ClusterQuery(Scope scope, Breakdown breakdown, FactTable table, ContactSample sample) {
    this.sample = sample;
    this.exact = sample.isAll();
    this.scope = scope;
    this.breakdown = breakdown;
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
      KeptSamples kept,
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
    boolean waitsOfGroups = !firstTurnOnly.isEmpty() && !breakdown.equals(Breakdown.NONE);
    if (sample.isAll()
        && (table == FactTable.MESSAGE || waitsOfGroups || tallies.facts(table) < MANY_FACTS)) {
      return query.run(connection).map(sums -> query.read(sums, tallies));
    }
    var key = SampleKey.of(scope, breakdown, table, ratios, openBounds, firstTurnOnly, sample);
    var known = kept.find(key);
    query.exact = sample.isAll() && known.isEmpty();
    query.remembered = known.isPresent();
    return known
        .map(sums -> Uni.createFrom().item(sums))
        .orElseGet(() -> query.run(connection).invoke(sums -> kept.keep(key, sums)))
        .map(sums -> query.read(sums, tallies));
  }

  private ClusterMoments extended(ClusterMoments moments, double trials, double total) {
    return exact ? moments : sample.extended(moments, trials, total);
  }

  private long extended(long count, long ofSeen, long ofAll) {
    return exact ? count : sample.extended(count, ofSeen, ofAll);
  }

  private void ratio(Ratio ratio) {
    var mature = frame.mature(table, ratio.horizon(scope.settings()));
    var name =
        moments(frame.count(ratio.numerator(), mature), frame.count(ratio.denominator(), mature));
    readers.add((sums, tallies) -> ratio(ratio, name, sums, tallies));
    if (table == FactTable.MESSAGE) {
      var skewed = total(frame.count(ratio.denominator(), "clock_skew AND " + mature));
      readers.add(
          (sums, tallies) -> {
            var whole = sums.whole();
            for (var cell : tallies.cells()) {
              var of = telling(sums.of(cell), whole, "n_" + name);
              var tally = tallies.of(cell);
              tally.clockSkew(
                  ratio.denominator(),
                  extended(
                      of.count(skewed), of.count("n_" + name), tally.mature(ratio.denominator())));
            }
            return true;
          });
    }
  }

  private boolean ratio(Ratio ratio, String name, ContactSums sums, Tallies tallies) {
    var pooled = new PooledEffect();
    for (var cell : tallies.cells()) {
      pooled.add(
          sums.of(cell).moments(name),
          tallies.of(cell).mature(ratio.numerator()),
          tallies.of(cell).mature(ratio.denominator()));
    }
    // Contacts who are counted once are a trial each.
    boolean trials = !ratio.denominator().ofContacts();
    if (trials && !sample.isAll() && pooled.happened() && !pooled.tellsEnough()) {
      return false;
    }
    for (var cell : tallies.cells()) {
      var tally = tallies.of(cell);
      var moments = sums.of(cell).moments(name);
      tally.seen(ratio, moments.contacts());
      if (exact
          || (sample.isAll() && moments.contacts() > 0)
          || !trials
          || breakdown.equals(Breakdown.NONE)
          || PooledEffect.tellsEnough(moments)) {
        tally.moments(
            ratio,
            extended(
                moments,
                (double) tally.mature(ratio.denominator()),
                (double) tally.mature(ratio.numerator())));
      } else {
        tally.pooled(ratio, pooled.designEffect());
      }
    }
    return true;
  }

  /** The sums of a cell, or of all cells where those of one are of too few facts. */
  private ContactSums.Of telling(ContactSums.Of cell, ContactSums.Of whole, String facts) {
    return sample.isAll() || cell.sum(facts) >= PooledEffect.FEW_CONTACTS ? cell : whole;
  }

  private void waits(boolean first) {
    for (var wait : Wait.known(scope.settings())) {
      var filter =
          " FILTER (WHERE "
              + wait.seconds()
              + " IS NOT NULL"
              + (first ? " AND first_in_episode)" : ")");
      var name =
          moments(
              "coalesce(sum(" + wait.seconds() + ")" + filter + ", 0)::bigint",
              "count(*)" + filter);
      readers.add(
          (sums, tallies) -> {
            for (var cell : tallies.cells()) {
              var latencies = tallies.of(cell).latencies(first);
              var all = latencies.histogram(wait);
              latencies.moments(
                  wait,
                  sample.extended(sums.of(cell).moments(name), (double) all.size(), all.seconds()));
            }
            return true;
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
    over(
        "open_upper",
        "sum(CASE WHEN last_receipt_at IS NULL THEN %s ELSE %s END)"
            .formatted(population, inferred));
    over("open_capable", "sum(" + population + capable);
    over("open_capable_opened", "sum(" + opened + capable);
    over("open_contacts", "count(*) FILTER (WHERE " + population + " > 0)");
    over(
        "open_blind", "count(*) FILTER (WHERE " + population + " > 0 AND last_receipt_at IS NULL)");
    over("open_population", "sum(" + population + ")");
    readers.add(
        (sums, tallies) -> {
          var whole = sums.whole();
          for (var cell : tallies.cells()) {
            var tally = tallies.of(cell);
            tally.openBounds(openBounds(telling(sums.of(cell), whole, "open_population"), tally));
          }
          return true;
        });
  }

  /** Of a sample, as of all; what is certain of all stays so. */
  private Tally.OpenBounds openBounds(ContactSums.Of sums, Tally tally) {
    long seen = sums.count("open_population");
    long all = tally.mature(Measure.OPEN_POPULATION);
    long upper = extended(sums.count("open_upper"), seen, all);
    return new Tally.OpenBounds(
        Math.max(upper, tally.mature(Measure.OPENED_INFERRED)),
        extended(sums.count("open_capable"), seen, all),
        extended(sums.count("open_capable_opened"), seen, all),
        extended(sums.count("open_contacts"), seen, all),
        extended(sums.count("open_blind"), seen, all));
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
    over(name, "sum(" + name + ")");
    return name;
  }

  /** A sum over all contacts. */
  private void over(String name, String expression) {
    overContacts.add("(" + expression + ")::float8 AS " + name);
    names.add(name);
  }

  /** The moments of a total over trials; says what they are called. */
  private String moments(String total, String trials) {
    var y = column(total);
    var n = column(trials);
    over("m_" + n, "count(*) FILTER (WHERE " + n + " > 0)");
    over("n_" + n, "sum(" + n + ")");
    over("y_" + n, "sum(" + y + ")");
    // Exact in numeric, rounded once: the squares nearly cancel where contacts behave alike.
    over("nn_" + n, "sum(%s::numeric * %s)".formatted(n, n));
    over("yy_" + n, "sum(%s::numeric * %s)".formatted(y, y));
    over("ny_" + n, "sum(%s::numeric * %s)".formatted(n, y));
    return n;
  }

  private Uni<ContactSums> run(SqlConnection connection) {
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
        .map(rows -> ContactSums.of(rows, names));
  }

  private Tallies read(ContactSums sums, Tallies tallies) {
    if (remembered) {
      tallies.remembered();
    }
    boolean tellsEnough = sample.isAll() || !sums.nobody();
    for (var reader : readers) {
      tellsEnough = tellsEnough && reader.read(sums, tallies);
    }
    if (!tellsEnough) {
      tallies.tooSmall(table);
    }
    return tallies;
  }
}
