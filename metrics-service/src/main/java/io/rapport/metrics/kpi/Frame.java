package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.records.RecordId;
import io.rapport.metrics.projection.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the parts of one statement have in common: which rows, divided into which cells, mature
 * since when. Binds each value once.
 */
final class Frame {

  private final Sql sql;
  private final Scope scope;
  private final Breakdown breakdown;
  private final String account;
  private final Map<Duration, String> cuts = new HashMap<>();
  private final Map<Duration, String> bucketCuts = new HashMap<>();
  private final Map<Duration, String> dayCuts = new HashMap<>();
  private Optional<String> zone = Optional.empty();
  private Optional<String> steps = Optional.empty();

  Frame(Sql sql, Scope scope, Breakdown breakdown) {
    this.sql = requireNonNull(sql, "sql is null");
    this.scope = requireNonNull(scope, "scope is null");
    this.breakdown = requireNonNull(breakdown, "breakdown is null");
    this.account = sql.bind(scope.accountId());
  }

  /** Every dimension that tells rows apart here; a cube must keep all of them. */
  static Set<Dimension> dimensions(Scope scope, Breakdown breakdown) {
    var dimensions = EnumSet.noneOf(Dimension.class);
    dimensions.addAll(scope.filters().keySet());
    breakdown.groupBy().ifPresent(dimensions::add);
    breakdown.only().ifPresent(groups -> dimensions.add(groups.dimension()));
    return dimensions;
  }

  String account() {
    return account;
  }

  /** Bound at its first use only: a parameter nobody refers to is an error. */
  private String zone() {
    if (zone.isEmpty()) {
      zone = Optional.of(sql.bind(scope.zone().getId()));
    }
    return zone.get();
  }

  /** The youngest moment at which a fact of this horizon is mature. */
  String cut(Duration horizon) {
    return cuts.computeIfAbsent(horizon, h -> sql.bind(turn(h)));
  }

  /** After how long what a fact counts for does not change any more, as the account has chosen. */
  Duration horizon(Measure measure) {
    return measure.horizon(scope.settings());
  }

  /** The condition for a row of the table's population to count. */
  String condition(Measure measure) {
    return measure.condition(scope.settings());
  }

  /** Counts the rows that meet a further condition, or the contacts with one. */
  String count(Measure measure, String further) {
    return measure.count(further, scope.settings());
  }

  /** The condition for a fact to be so old that what it counts for does not change any more. */
  String mature(FactTable table, Duration horizon) {
    return table.agesFrom() + " <= " + cut(horizon);
  }

  /** The bucket of that moment: those before it are mature, those after it are not. */
  String bucketCut(Duration horizon) {
    return bucketCuts.computeIfAbsent(horizon, h -> sql.bind(Coverage.bucket(turn(h))));
  }

  /** The day of that moment: of days, facts that age from before it are mature. */
  String dayCut(Duration horizon) {
    return dayCuts.computeIfAbsent(horizon, h -> sql.bind(Span.DAY.begin(turn(h), days())));
  }

  /** The condition for a fact to age from the day of that moment, and to be mature. */
  String turning(FactTable table, Duration horizon) {
    return "%s >= %s AND %s".formatted(table.agesFrom(), dayCut(horizon), mature(table, horizon));
  }

  private Instant turn(Duration horizon) {
    return scope.asOf().minus(horizon);
  }

  private ZoneId days() {
    return scope.days().orElseThrow(() -> new IllegalStateException("nothing is added up by days"));
  }

  /** The two columns of a cell: {@code grp} and {@code step}, each null where not asked for. */
  String cell(FactTable table) {
    return cell(table.time(), dimension -> column(dimension, table));
  }

  /** Of something that knows its time only. */
  String cell(String time) {
    return cell(
        time,
        dimension -> {
          throw new IllegalArgumentException("nothing is known of " + dimension);
        });
  }

  String cell(Cube cube) {
    return cell("bucket", cube::column);
  }

  /** The rows of facts in these stretches of time that pass the filters. */
  String factRows(FactTable table, List<Period> periods) {
    return times(table, periods) + filters(table.time(), dimension -> column(dimension, table));
  }

  /** The same, whatever their contacts were. */
  String factRowsOfAnybody(FactTable table, List<Period> periods) {
    return times(table, periods)
        + and(
            conditions(
                dimension -> !dimension.ofContact(),
                table.time(),
                filtered -> column(filtered, table)));
  }

  /** The condition for the contact of a row of facts to have been what the filters ask for. */
  String ofWhom(FactTable table) {
    return "TRUE"
        + and(conditions(Dimension::ofContact, table.time(), filtered -> column(filtered, table)));
  }

  private String times(FactTable table, List<Period> periods) {
    return "account_id = "
        + account
        + " AND "
        + table.population()
        + " AND "
        + within(table.time(), periods);
  }

  /** The rows of a cube with such buckets that lie in these stretches and pass the filters. */
  String cubeRows(Cube cube, Span span, List<Period> buckets, Set<Instant> except) {
    return "account_id = "
        + account
        + " AND cube = "
        + sql.bind((short) (cube.code() + span.code()))
        + " AND "
        + within("bucket", buckets)
        + (except.isEmpty() ? "" : " AND bucket <> ALL (" + sql.bindInstants(except) + ")")
        + filters("bucket", cube::column);
  }

  private String within(String time, List<Period> periods) {
    return periods.stream()
        .map(
            period ->
                "("
                    + time
                    + " >= "
                    + sql.bind(period.from())
                    + " AND "
                    + time
                    + " < "
                    + sql.bind(period.to())
                    + ")")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** When the part of the period began that a moment lies in: the step, or all of it. */
  String begin(String time) {
    var from = sql.bind(scope.period().from());
    return breakdown
        .granularity()
        .map(g -> "greatest(" + step(g, time) + ", " + from + ")")
        .orElse(from);
  }

  private String cell(String time, Column columns) {
    return breakdown.groupBy().map(d -> value(d, time, columns)).orElse("NULL::text")
        + " AS grp, "
        + breakdown.granularity().map(g -> step(g, time)).orElse("NULL::timestamptz")
        + " AS step";
  }

  /**
   * Looked up among the steps of the answer. The database's {@code date_trunc} would let a day with
   * two midnights (the Azores, every October) begin at the second, with the hour before it in no
   * day.
   */
  private String step(Granularity granularity, String time) {
    if (steps.isEmpty()) {
      steps = Optional.of(sql.bindInstants(granularity.steps(scope.period(), scope.zone())));
    }
    return "(%s)[width_bucket(%s, %s)]".formatted(steps.get(), time, steps.get());
  }

  private String filters(String time, Column columns) {
    return and(conditions(dimension -> true, time, columns));
  }

  private List<String> conditions(Predicate<Dimension> which, String time, Column columns) {
    var conditions = new ArrayList<String>();
    scope
        .filters()
        .forEach(
            (dimension, values) -> {
              if (which.test(dimension)) {
                conditions.add(
                    dimension == Dimension.MEMBER_OF
                        ? memberOf(values, time)
                        : oneOf(value(dimension, time, columns), values));
              }
            });
    Optional<Breakdown.Groups> only =
        breakdown.only().filter(groups -> which.test(groups.dimension()));
    only.ifPresent(
        groups -> conditions.add(oneOf(value(groups.dimension(), time, columns), groups.keys())));
    return conditions;
  }

  /** Inside, contact_id and the time of the fact are names of the query around. */
  private String memberOf(List<String> segments, String time) {
    var ids = segments.stream().flatMap(id -> RecordId.of(id).stream()).map(RecordId::id).toList();
    return ("EXISTS (SELECT FROM (SELECT contact_id AS member, joined_at, left_at"
            + " FROM segment_membership WHERE account_id = %s AND segment_id = ANY (%s))"
            + " AS membership WHERE member = contact_id AND joined_at <= %s"
            + " AND (left_at > %s OR left_at IS NULL))")
        .formatted(account, sql.bindIds(ids), time, time);
  }

  private static String and(List<String> conditions) {
    return conditions.stream().map(condition -> " AND " + condition).collect(Collectors.joining());
  }

  private String oneOf(String expression, List<String> values) {
    return expression + " = ANY (" + sql.bindTexts(values) + ")";
  }

  private String value(Dimension dimension, String time, Column columns) {
    return switch (dimension) {
      case HOUR_OF_DAY -> part("hour", time) + "::text";
      case DAY_OF_WEEK -> part("isodow", time) + "::text";
      case HOUR_OF_WEEK ->
          "((" + part("isodow", time) + " - 1) * 24 + " + part("hour", time) + ")::text";
      default -> columns.of(dimension);
    };
  }

  private String part(String field, String time) {
    return "extract(" + field + " FROM " + time + " AT TIME ZONE " + zone() + ")::int";
  }

  private static String column(Dimension dimension, FactTable table) {
    return dimension
        .column(table)
        .orElseThrow(
            () -> new IllegalArgumentException(table + " has no dimension " + dimension.id()));
  }

  /** The expression of a dimension's value in a row. */
  private interface Column {
    String of(Dimension dimension);
  }
}
