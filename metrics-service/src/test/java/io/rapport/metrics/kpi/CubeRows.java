package io.rapport.metrics.kpi;

import io.rapport.common.event.Origin;
import io.rapport.metrics.statistics.LogBins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums facts into cubes, plainly and for itself. */
final class CubeRows {

  private static final List<String> MESSAGE_COLUMNS =
      List.of(
          "sent",
          "delivered_72h",
          "failed_undeliverable",
          "failed_window",
          "failed_limited",
          "failed_opted_out",
          "failed_holdout",
          "failed_policy",
          "failed_template",
          "failed_other",
          "open_population",
          "opened",
          "opened_inferred",
          "clicked_72h",
          "delivered_1h",
          "replied_1h",
          "delivered_24h",
          "replied_24h",
          "replied_24h_tapped",
          "response_72h",
          "replied_72h");
  private static final List<String> TURN_COLUMNS =
      List.of("turns", "answered_1h", "answered_24h", "answered_72h");
  private static final List<String> LATENCY_COLUMNS = List.of("turns", "seconds");

  private final Map<List<Object>, long[]> messages = new TreeMap<>(CubeRows::compare);
  private final Map<List<Object>, long[]> turns = new TreeMap<>(CubeRows::compare);
  private final Map<List<Object>, long[]> latencies = new TreeMap<>(CubeRows::compare);

  private CubeRows() {}

  static void write(int account, List<FactRows.Message> messages, List<FactRows.Turn> turns) {
    var cubes = new CubeRows();
    messages.forEach(cubes::add);
    turns.forEach(cubes::add);
    insert(account, "message_cube", "", MESSAGE_COLUMNS, cubes.messages);
    insert(account, "turn_cube", "", TURN_COLUMNS, cubes.turns);
    insert(account, "latency_cube", "clock, first_turn, bin, ", LATENCY_COLUMNS, cubes.latencies);
  }

  /** What is left in the cubes of campaigns when their last facts have moved elsewhere. */
  static void emptied(int account, Instant start, String campaign) {
    var zeros = new CubeRows();
    var key = keys(start, 0, new FactRows.Label(campaign, null, null, null, null, null), 1, null);
    zeros.messages.put(key.get(1), new long[MESSAGE_COLUMNS.size()]);
    zeros.turns.put(key.get(1), new long[TURN_COLUMNS.size()]);
    var wait = new ArrayList<>(key.get(1));
    wait.addAll(List.of(1, true, -1));
    zeros.latencies.put(wait, new long[LATENCY_COLUMNS.size()]);
    insert(account, "message_cube", "", MESSAGE_COLUMNS, zeros.messages);
    insert(account, "turn_cube", "", TURN_COLUMNS, zeros.turns);
    insert(account, "latency_cube", "clock, first_turn, bin, ", LATENCY_COLUMNS, zeros.latencies);
  }

  private void add(FactRows.Message m) {
    boolean popular = m.origin() != Origin.SURVEY;
    var counted = new TreeMap<String, Boolean>();
    counted.put("sent", true);
    counted.put("delivered_72h", within(m.sent(), m.delivered(), 72));
    if (within(m.sent(), m.failed(), 72) && !within(m.sent(), m.delivered(), 72)) {
      counted.put(failure(m.code()), true);
    }
    boolean open = popular && within(m.sent(), m.delivered(), 72);
    boolean read = within(m.sent(), m.read(), 72);
    counted.put("open_population", open);
    counted.put("opened", open && read);
    boolean clicked = within(m.sent(), m.click(), 72);
    counted.put("clicked_72h", open && clicked);
    counted.put("opened_inferred", open && (read || clicked || within(m.sent(), m.reply(), 72)));
    for (int hours : new int[] {1, 24, 72}) {
      boolean delivered = popular && within(m.sent(), m.delivered(), hours);
      boolean replied = delivered && within(m.sent(), m.reply(), hours);
      counted.put(hours == 72 ? "response_72h" : "delivered_" + hours + "h", delivered);
      counted.put("replied_" + hours + "h", replied);
      if (hours == 24) {
        counted.put("replied_24h_tapped", replied && m.tapped());
      }
    }
    for (var key : keys(m.sent(), m.exclusion(), m.label(), m.channel(), m.origin())) {
      var sums = messages.computeIfAbsent(key, _ -> new long[MESSAGE_COLUMNS.size()]);
      counted.forEach((name, yes) -> sums[MESSAGE_COLUMNS.indexOf(name)] += yes ? 1 : 0);
    }
  }

  private void add(FactRows.Turn t) {
    for (var key : keys(t.started(), t.exclusion(), t.label(), t.channel(), t.answerOrigin())) {
      var sums = turns.computeIfAbsent(key, _ -> new long[TURN_COLUMNS.size()]);
      sums[0]++;
      sums[1] += within(t.started(), t.answered(), 1) ? 1 : 0;
      sums[2] += within(t.started(), t.answered(), 24) ? 1 : 0;
      sums[3] += within(t.started(), t.answered(), 72) ? 1 : 0;
      addWait(key, t, 1, t.answered());
      addWait(key, t, 2, t.humanAnswered());
      addWait(key, t, 3, t.botAnswered());
    }
  }

  private void addWait(List<Object> key, FactRows.Turn t, int clock, Instant answer) {
    long seconds = answer == null ? 0 : Duration.between(t.started(), answer).toSeconds();
    int answerable = LogBins.bin(Duration.between(t.started(), t.answerableUntil()).toSeconds());
    int bin = answer != null ? LogBins.bin(seconds) : clock == 1 ? -1 - answerable : -1;
    var sums =
        latencies.computeIfAbsent(
            List.of(
                key.get(0), key.get(1), key.get(2), key.get(3), key.get(4), clock, t.first(), bin),
            _ -> new long[2]);
    sums[0]++;
    sums[1] += seconds;
  }

  private static List<List<Object>> keys(
      Instant start, int exclusion, FactRows.Label label, int channel, Origin origin) {
    var bucket = Instant.ofEpochSecond(Math.floorDiv(start.getEpochSecond(), 900L) * 900);
    return List.of(
        List.of(0, bucket, exclusion, "", ""),
        List.of(1, bucket, exclusion, text(label.campaign()), text(label.variant())),
        List.of(2, bucket, exclusion, text(label.template()), text(label.language())),
        List.of(3, bucket, exclusion, Integer.toString(channel), origin == null ? "" : origin.id()),
        List.of(4, bucket, exclusion, text(label.segment()), "new"));
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static boolean within(Instant start, Instant moment, int hours) {
    return moment != null && Duration.between(start, moment).toSeconds() <= hours * 3600L;
  }

  private static String failure(int code) {
    return switch (code) {
      case 131026 -> "failed_undeliverable";
      case 131047 -> "failed_window";
      case 131049 -> "failed_limited";
      case 131050 -> "failed_opted_out";
      case 130472 -> "failed_holdout";
      case 368 -> "failed_policy";
      case 132001 -> "failed_template";
      default -> "failed_other";
    };
  }

  private static void insert(
      int account,
      String table,
      String moreKeys,
      List<String> columns,
      Map<List<Object>, long[]> rows) {
    int keys = 6 + (moreKeys.isEmpty() ? 0 : 3);
    var sql =
        "INSERT INTO rapport.%s (account_id, cube, bucket, exclusion, dim1, dim2, %s%s) VALUES (%s?)"
            .formatted(
                table,
                moreKeys,
                String.join(", ", columns),
                "?, ".repeat(keys + columns.size() - 1));
    FactRows.run(
        sql,
        statement -> {
          for (var row : rows.entrySet()) {
            var values = new FactRows.Values(statement).add(account);
            for (var part : row.getKey()) {
              values.add(part);
            }
            for (long sum : row.getValue()) {
              values.add(sum);
            }
            statement.addBatch();
          }
        });
  }

  private static int compare(List<Object> one, List<Object> other) {
    return one.toString().compareTo(other.toString());
  }
}
