package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.e2e.oracle.Oracle;
import io.rapport.e2e.oracle.Question;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks about one account in every way a question can be put, and compares each number of the
 * answers with the oracle's.
 */
final class Interrogation {
  private static final int COMBINATIONS = 10;
  private static final int MOST_FILTERS = 3;

  private final Kpis kpis;
  private final Oracle oracle;
  private final String account;
  private final LocalDate from;
  private final LocalDate to;
  private final List<ZoneId> zones;
  private final List<JsonNode> definitions = new ArrayList<>();
  private int asked;

  /**
   * @param from first day
   * @param to day after the last
   */
  Interrogation(
      Kpis kpis, Oracle oracle, String account, LocalDate from, LocalDate to, List<ZoneId> zones)
      throws IOException, InterruptedException {
    this.kpis = kpis;
    this.oracle = oracle;
    this.account = account;
    this.from = from;
    this.to = to;
    this.zones = zones;
    kpis.definitions().get("definitions").forEach(definitions::add);
  }

  /** How many answers were compared. */
  int asked() {
    return asked;
  }

  /** Everything, in each zone, beside the period before. */
  void everything() throws IOException, InterruptedException {
    for (var zone : zones) {
      // Of the second half, so that before it there was something too.
      for (var begin : List.of(from, from.plusDays(45))) {
        var answer =
            kpis.all(account, with(period(begin, to, zone), Map.of("compare", "previous")));
        Truthfulness.assertTrue(answer, oracle);
        asked++;
      }
    }
  }

  /** How much was held back on each day, in each zone: of all, and on each number. */
  void volumes() throws IOException, InterruptedException {
    for (var zone : zones) {
      var period = with(period(from, to, zone), Map.of("granularity", "day"));
      volumes(period, Map.of());
      for (var channel : oracle.values("retention-rate", "channel", whole(zone))) {
        volumes(period, Map.of("channel", Set.of(channel)));
      }
      volumes(period, Map.of("channel", Set.of("")));
    }
  }

  private void volumes(Map<String, Object> period, Map<String, Set<String>> filters)
      throws IOException, InterruptedException {
    var answer = kpis.volumes(account, with(period, filters));
    asked++;
    Truthfulness.assertVolumesTrue(answer, where(Truthfulness.question(answer), filters), oracle);
  }

  /** Each KPI by each dimension it has, by the clocks of one zone after the other. */
  void byEachDimension() throws IOException, InterruptedException {
    for (var definition : definitions) {
      for (var dimension : definition.get("groupings")) {
        var zone = zones.get(asked % zones.size());
        byDimension(
            definition.get("id").asText(), dimension.asText(), period(from, to, zone), Map.of());
      }
    }
  }

  /** Each KPI of each day, in each zone. */
  void ofEachDay() throws IOException, InterruptedException {
    for (var definition : definitions) {
      var id = definition.get("id").asText();
      for (var zone : zones) {
        var answer =
            kpis.one(id, account, with(period(from, to, zone), Map.of("granularity", "day")));
        asked++;
        var whole = Truthfulness.question(answer);
        for (var step : answer.get("series")) {
          var question = Truthfulness.question(answer, step);
          assertThat(WholeNumbers.answered(id, step))
              .as("%s of %s in %s", id, step.get("from"), whole)
              .isEqualTo(WholeNumbers.expected(id, oracle.figures(question)));
        }
      }
    }
  }

  /** Filters drawn at random: of all KPIs that have them, and of one of these by a dimension. */
  void byRandomCombinations(long seed) throws IOException, InterruptedException {
    // Before anything can go wrong.
    System.out.println("Combinations of filters of " + account + " from seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < COMBINATIONS; i++) {
      var definition = pick(definitions, random);
      var id = definition.get("id").asText();
      var zone = pick(zones, random);
      var begin = from.plusDays(random.nextInt(60));
      var period = period(begin, begin.plusDays(14L + random.nextInt(30)), zone);
      var filters = filters(id, known(definition.get("filters")), zone, random);
      var answer = kpis.all(account, with(with(period, filters), Map.of("compare", "previous")));
      asked++;
      Truthfulness.assertTrue(answer, where(Truthfulness.question(answer), filters), oracle);
      byDimension(id, pick(texts(definition.get("groupings")), random), period, filters);
    }
  }

  private Map<String, Set<String>> filters(
      String id, List<String> dimensions, ZoneId zone, Random random) {
    var shuffled = new ArrayList<>(dimensions);
    Collections.shuffle(shuffled, random);
    var filters = new TreeMap<String, Set<String>>();
    for (var dimension :
        shuffled.subList(0, Math.min(1 + random.nextInt(MOST_FILTERS), shuffled.size()))) {
      var values = new ArrayList<>(new TreeSet<>(oracle.values(id, dimension, whole(zone))));
      Collections.shuffle(values, random);
      filters.put(
          dimension,
          new TreeSet<>(values.subList(0, Math.min(1 + random.nextInt(3), values.size()))));
    }
    return filters;
  }

  /** Who was in a segment when is noted by the service alone: the oracle leaves it out. */
  private static List<String> known(JsonNode dimensions) {
    return texts(dimensions).stream().filter(it -> !it.equals("memberOf")).toList();
  }

  private Question whole(ZoneId zone) {
    var begin = from.atStartOfDay(zone).toInstant();
    var end = to.atStartOfDay(zone).toInstant();
    return Question.of(account, begin, end, end).in(zone);
  }

  private void byDimension(
      String id, String dimension, Map<String, Object> period, Map<String, Set<String>> filters)
      throws IOException, InterruptedException {
    var answer = kpis.one(id, account, with(with(period, filters), Map.of("groupBy", dimension)));
    asked++;
    var question = where(Truthfulness.question(answer), filters);
    var answered = new TreeMap<String, SortedMap<String, Long>>();
    for (var group : answer.get("groups")) {
      var value = group.get("key").isNull() ? "" : group.get("key").asText();
      assertThat(answered.put(value, WholeNumbers.answered(id, group)))
          .as("%s comes once", value)
          .isNull();
    }
    var expected = new TreeMap<String, SortedMap<String, Long>>();
    var values = new HashSet<>(oracle.values(id, dimension, question));
    values.addAll(answered.keySet());
    for (var value : values) {
      if (filters.getOrDefault(dimension, values).contains(value)) {
        expected.put(
            value, WholeNumbers.expected(id, oracle.figures(question.where(dimension, value))));
      }
    }
    answered.values().removeIf(Map::isEmpty);
    expected.values().removeIf(Map::isEmpty);
    assertThat(answered).as("%s by %s of %s", id, dimension, question).isEqualTo(expected);
  }

  private static Question where(Question question, Map<String, Set<String>> filters) {
    var filtered = question;
    for (var filter : filters.entrySet()) {
      filtered = filtered.where(filter.getKey(), filter.getValue());
    }
    return filtered;
  }

  private static Map<String, Object> period(LocalDate from, LocalDate to, ZoneId zone) {
    return Map.of("from", from, "to", to, "zone", zone.getId());
  }

  private static Map<String, Object> with(Map<String, Object> parameters, Map<String, ?> more) {
    var all = new HashMap<>(parameters);
    all.putAll(more);
    return all;
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
