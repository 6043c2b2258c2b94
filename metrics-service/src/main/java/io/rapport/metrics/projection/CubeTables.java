package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BIGINT;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tables of the cubes. Differences are added in the order of the keys, table by table, so that
 * two workers wait for each other and never in a circle.
 */
final class CubeTables {

  private static Upsert<Entry<CubeKey, long[]>> messages(String table) {
    return Upsert.adding(
        table,
        key(Function.identity()),
        measures(CubeDeltas.MESSAGE_MEASURES.stream().map(MessageMeasure::column).toList()));
  }

  private static Upsert<Entry<CubeKey, long[]>> turns(String table) {
    return Upsert.adding(
        table,
        key(Function.identity()),
        measures(CubeDeltas.TURN_MEASURES.stream().map(TurnMeasure::column).toList()));
  }

  private static Upsert<Entry<LatencyKey, long[]>> latencies(String table) {
    return Upsert.adding(
        table,
        Stream.concat(
                CubeTables.<LatencyKey>key(LatencyKey::key).stream(),
                Stream.<Column<Entry<LatencyKey, long[]>>>of(
                    required("clock", SMALLINT, row -> row.getKey().clock().code()),
                    required("first_turn", BOOLEAN, row -> row.getKey().firstTurn()),
                    required("bin", SMALLINT, row -> (short) row.getKey().bin())))
            .toList(),
        measures(CubeDeltas.LATENCY_MEASURES));
  }

  private static final Upsert<Entry<CubeKey, long[]>> MESSAGES = messages("message_cube");
  private static final Upsert<Entry<CubeKey, long[]>> TURNS = turns("turn_cube");
  private static final Upsert<Entry<LatencyKey, long[]>> LATENCIES = latencies("latency_cube");
  private static final Upsert<Entry<CubeKey, long[]>> DAILY_MESSAGES = messages("message_day");
  private static final Upsert<Entry<CubeKey, long[]>> DAILY_TURNS = turns("turn_day");
  private static final Upsert<Entry<LatencyKey, long[]>> DAILY_LATENCIES = latencies("latency_day");

  private CubeTables() {}

  private static <K> List<Column<Entry<K, long[]>>> key(Function<K, CubeKey> key) {
    return List.of(
        required("cube", SMALLINT, row -> key.apply(row.getKey()).code()),
        required("bucket", INSTANT, row -> key.apply(row.getKey()).bucket()),
        required("exclusion", SMALLINT, row -> key.apply(row.getKey()).exclusion().code()),
        required("dim1", TEXT, row -> key.apply(row.getKey()).dim1()),
        required("dim2", TEXT, row -> key.apply(row.getKey()).dim2()));
  }

  private static <K> List<Column<Entry<K, long[]>>> measures(List<String> names) {
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                Column.<Entry<K, long[]>, Long>required(
                    names.get(i), BIGINT, row -> row.getValue()[i]))
        .toList();
  }

  /**
   * The last statements of a transaction, as every worker of the account meets in these rows: the
   * longer the bucket the more often, so days and months come last.
   *
   * @param days the zone of days and months
   */
  static void add(Statements statements, int accountId, CubeDeltas deltas, ZoneId days) {
    var messages = deltas.messages();
    var turns = deltas.turns();
    var latencies = deltas.latencies();
    MESSAGES.apply(statements, accountId, rows(messages));
    TURNS.apply(statements, accountId, rows(turns));
    LATENCIES.apply(statements, accountId, rows(latencies));
    DAILY_MESSAGES.apply(
        statements, accountId, rows(CubeDeltas.over(messages, key -> key.over(Span.DAY, days))));
    DAILY_TURNS.apply(
        statements, accountId, rows(CubeDeltas.over(turns, key -> key.over(Span.DAY, days))));
    var daily = CubeDeltas.over(latencies, key -> key.over(Span.DAY, days));
    daily.putAll(CubeDeltas.over(latencies, key -> key.over(Span.MONTH, days)));
    DAILY_LATENCIES.apply(statements, accountId, rows(daily));
  }

  private static <K> List<Entry<K, long[]>> rows(SortedMap<K, long[]> deltas) {
    return new ArrayList<>(deltas.entrySet());
  }
}
