package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.rapport.metrics.projection.DetailKind;
import io.rapport.metrics.projection.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What stands beside a number, counted under names: from sums by days as far as there are some,
 * else from the facts. Only mature facts, and only those that nothing excludes.
 */
enum DetailQuery {
  HANDOVERS(
      DetailKind.HANDOVER_WAIT,
      Measure.ESCALATED,
      Measure.ESCALATED.condition(),
      "''",
      Columns.bin("escalated_at", "human_at"),
      Columns.seconds("escalated_at", "human_at")),
  HANDOVER_REASONS(
      DetailKind.HANDOVER_REASON,
      Measure.ESCALATED,
      Measure.ESCALATED.condition(),
      "coalesce(escalation_reason, 'unknown')",
      "0",
      "0"),
  QUEUE(
      DetailKind.QUEUE_WAIT,
      Measure.WAITS,
      Measure.WAITS.condition(),
      "''",
      Columns.bin("queued_at", "queue_answered_at"),
      Columns.seconds("queued_at", "queue_answered_at")),
  STEPS(
      DetailKind.STEP,
      FactTable.FLOW_STEP,
      Measure.RUNS,
      "TRUE",
      "coalesce(flow, '')",
      "step_name",
      "answered::int",
      "position"),
  DEPTHS(
      DetailKind.DEPTH,
      FactTable.FLOW_STEP,
      Measure.RUNS,
      "position <= " + DetailKind.DEEPEST,
      "''",
      "''",
      "position",
      "0"),
  ABANDONED_CARTS(
      DetailKind.ABANDONED_CART,
      Measure.CARTS_ABANDONED,
      Measure.CARTS_ABANDONED.condition() + " AND currency IS NOT NULL",
      "currency",
      "0",
      "minor_units"),
  NOT_UNDERSTOOD(
      DetailKind.NOT_UNDERSTOOD,
      Measure.FALLBACKS,
      Measure.FALLBACKS.condition(),
      "coalesce(intent, '')",
      "0",
      "0"),
  RATINGS(
      DetailKind.RATING,
      Measure.RATED_CSAT,
      "TRUE",
      "scale::text",
      "coalesce(rating, " + DetailKind.NONE + ")",
      "0"),
  CONVERSIONS(
      DetailKind.CONVERSIONS, Measure.EPISODES, "conversions > 0", "''", "0", "conversions");

  /** More names than there can be. */
  static final int ALL = Integer.MAX_VALUE;

  private final DetailKind kind;
  private final FactTable table;
  private final Measure ages;
  private final String condition;
  private final String name1;
  private final String name2;
  private final String number;
  private final String amount;

  DetailQuery(
      DetailKind kind, Measure of, String condition, String name1, String number, String amount) {
    this(kind, of.table(), of, condition, name1, "''", number, amount);
  }

  /**
   * @param ages whose horizon says when a fact is mature
   */
  DetailQuery(
      DetailKind kind,
      FactTable table,
      Measure ages,
      String condition,
      String name1,
      String name2,
      String number,
      String amount) {
    this.kind = kind;
    this.table = table;
    this.ages = ages;
    this.condition = condition;
    this.name1 = name1;
    this.name2 = name2;
    this.number = number;
    this.amount = amount;
  }

  /**
   * Facts of one name.
   *
   * @param amount what was added up of them
   */
  record Entry(Cell cell, String name1, String name2, int number, long facts, BigDecimal amount) {

    Entry {
      requireNonNull(cell, "cell is null");
      requireNonNull(name1, "name1 is null");
      requireNonNull(name2, "name2 is null");
      requireNonNull(amount, "amount is null");
    }

    /** Somebody may report nonsense; it must not keep an account from its numbers. */
    long amountAsLong() {
      return amount.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
  }

  /** Whose contacts are counted together: a name, or a depth. */
  private record Key(Cell cell, String name1, String name2, int number) {

    private static Key of(Row row) {
      return new Key(
          Cell.of(row), row.getString("name1"), row.getString("name2"), row.getInteger("number"));
    }
  }

  private Key key(Entry entry) {
    return new Key(entry.cell(), entry.name1(), entry.name2(), this == DEPTHS ? entry.number() : 0);
  }

  /** Of all names. */
  Uni<List<Entry>> all(SqlConnection connection, Scope scope, Breakdown breakdown, boolean cubes) {
    return top(connection, scope, breakdown, cubes, ALL);
  }

  private Uni<List<Entry>> top(
      SqlConnection connection, Scope scope, Breakdown breakdown, boolean cubes, int most) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    sql.append("SELECT * FROM (SELECT named.*, dense_rank() OVER (")
        .append("PARTITION BY grp, step ORDER BY all_facts DESC, name1, name2) AS place FROM (")
        .append("SELECT grp, step, name1, name2, number, sum(facts)::bigint AS facts")
        .append(", sum(amount)::numeric AS amount")
        .append(", sum(sum(facts)) OVER (PARTITION BY grp, step, name1, name2) AS all_facts FROM (")
        .append(String.join(" UNION ALL ", parts(sql, frame, scope, breakdown, cubes)))
        .append(") AS part GROUP BY grp, step, name1, name2, number")
        // Rows of days whose facts have all moved elsewhere remain as zeros.
        .append(" HAVING sum(facts) > 0) AS named) AS placed WHERE place <= " + sql.bind(most))
        .append(" ORDER BY place, number");
    return sql.run(connection).map(DetailQuery::entries);
  }

  private List<String> parts(
      Sql sql, Frame frame, Scope scope, Breakdown breakdown, boolean cubes) {
    var coverage = DayCount.coverage(scope, breakdown, table, cubes);
    var parts = new ArrayList<String>();
    var horizon = frame.horizon(ages);
    if (coverage.cube().isPresent()) {
      var days = List.of(coverage.cube().get());
      var cube = Cube.keeping(table, Frame.dimensions(scope, breakdown)).orElseThrow();
      parts.add(
          "SELECT %s, name1, name2, number, facts, amount FROM detail_day WHERE %s AND detail = %s AND ages_from < %s"
              .formatted(
                  frame.cell(cube),
                  frame.cubeRows(cube, Span.DAY, days, Set.of()),
                  sql.bind(kind.code()),
                  frame.dayCut(horizon)));
      parts.add(facts(frame, days, frame.turning(table, horizon)));
    }
    if (!coverage.facts().isEmpty()) {
      parts.add(facts(frame, coverage.facts(), frame.mature(table, horizon)));
    }
    return parts;
  }

  private String facts(Frame frame, List<Period> periods, String mature) {
    return "SELECT %s, %s AS name1, %s AS name2, (%s)::int AS number, 1::bigint AS facts, (%s)::numeric AS amount FROM %s WHERE %s"
        .formatted(
            frame.cell(table),
            name1,
            name2,
            number,
            amount,
            table.table(),
            counted(frame, periods, mature));
  }

  private String counted(Frame frame, List<Period> periods, String mature) {
    return frame.factRows(table, periods)
        + " AND exclusion = 0 AND "
        + condition
        + " AND "
        + mature;
  }

  private static List<Entry> entries(RowSet<Row> rows) {
    var entries = new ArrayList<Entry>();
    for (var row : rows) {
      entries.add(
          new Entry(
              Cell.of(row),
              row.getString("name1"),
              row.getString("name2"),
              row.getInteger("number"),
              row.getLong("facts"),
              row.get(Numeric.class, "amount").bigDecimalValue()));
    }
    return entries;
  }

  /**
   * Of the names with most facts in each cell, without those that so few contacts had that they may
   * not be told.
   *
   * @param most how many names of a cell
   */
  Uni<List<Entry>> told(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      boolean cubes,
      SmallCells small,
      int most) {
    return top(connection, scope, breakdown, cubes, most)
        .chain(entries -> shown(connection, scope, breakdown, small, entries));
  }

  private Uni<List<Entry>> shown(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      SmallCells small,
      List<Entry> entries) {
    if (!small.hides() || entries.isEmpty()) {
      return Uni.createFrom().item(entries);
    }
    return contacts(connection, scope, breakdown, entries)
        .map(
            rows -> {
              var mayBeTold = new HashSet<Key>();
              (this == DEPTHS ? deepEnough(rows, small) : small.shown(named(rows, entries)))
                  .forEach(row -> mayBeTold.add(Key.of(row)));
              return entries.stream().filter(entry -> mayBeTold.contains(key(entry))).toList();
            });
  }

  /** Who came so deep came through everything above: only the end can be too small. */
  private static List<Row> deepEnough(RowSet<Row> rows, SmallCells small) {
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.getLong("contacts") >= small.fewest())
        .toList();
  }

  private List<Row> named(RowSet<Row> rows, List<Entry> entries) {
    var told = entries.stream().map(this::key).collect(toSet());
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> told.contains(Key.of(row)))
        .toList();
  }

  /** How many contacts the names of some entries have, in each cell: always from the facts. */
  private Uni<RowSet<Row>> contacts(
      SqlConnection connection, Scope scope, Breakdown breakdown, List<Entry> entries) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var names = entries.stream().map(entry -> List.of(entry.name1(), entry.name2())).distinct();
    var told = names.toList();
    return sql.append("SELECT " + frame.cell(table))
        .append(", " + name1 + " AS name1, " + name2 + " AS name2, ")
        .append(
            (this == DEPTHS ? number : "0")
                + "::int AS number, count(DISTINCT contact_id) AS contacts FROM "
                + table.table()
                + " WHERE ")
        .append(counted(frame, List.of(scope.period()), frame.mature(table, frame.horizon(ages))))
        .append(" AND (" + name1 + ", " + name2 + ") IN (SELECT * FROM unnest(")
        .append(sql.bindTexts(told.stream().map(List::getFirst).toList()) + ", ")
        .append(sql.bindTexts(told.stream().map(List::getLast).toList()) + "))")
        .append(" GROUP BY 1, 2, 3, 4, 5")
        .run(connection);
  }

  /** Expressions over the columns of a fact. */
  private static final class Columns {

    static String seconds(String from, String until) {
      return "CASE WHEN " + until + " IS NULL THEN 0 ELSE " + waited(from, until) + " END";
    }

    static String bin(String from, String until) {
      return "CASE WHEN %s IS NULL THEN %d ELSE %s END"
          .formatted(until, DetailKind.NONE, Bins.of(waited(from, until)));
    }

    private static String waited(String from, String until) {
      return "greatest(0, " + Bins.seconds(from, until) + ")";
    }
  }
}
