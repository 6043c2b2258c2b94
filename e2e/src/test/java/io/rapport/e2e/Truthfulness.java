package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.e2e.oracle.Figures;
import io.rapport.e2e.oracle.Latencies;
import io.rapport.e2e.oracle.Oracle;
import io.rapport.e2e.oracle.Question;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.TreeMap;

/** Compares an answer with all KPIs with what the oracle says about the same period and moment. */
final class Truthfulness {
  private Truthfulness() {}

  /** What was asked, as the answer repeats it, but for filters. */
  static Question question(JsonNode answer) {
    return question(answer, answer);
  }

  /** The same about the period of a part of the answer. */
  static Question question(JsonNode answer, JsonNode part) {
    return Question.of(
            answer.get("account").asText(),
            instant(part, "from"),
            instant(part, "to"),
            instant(answer, "asOf"))
        .in(ZoneId.of(answer.get("zone").asText()));
  }

  static void assertTrue(JsonNode answer, Oracle oracle) {
    assertTrue(answer, question(answer), oracle);
  }

  /** All KPIs of an answer, and what each was before where that was asked for. */
  static void assertTrue(JsonNode answer, Question question, Oracle oracle) {
    var figures = oracle.figures(question);
    var before = oracle.figures(question.before());
    var ids = new ArrayList<String>();
    answer.get("kpis").forEach(kpi -> ids.add(kpi.get("id").asText()));
    assertThat(WholeNumbers.answered(answer.get("kpis")))
        .as("whole numbers of %s", question)
        .isEqualTo(WholeNumbers.expected(ids, figures));
    for (var kpi : answer.get("kpis")) {
      var id = kpi.get("id").asText();
      switch (id) {
        case "response-time" -> assertTrue(kpi.get("detail"), figures.responseTime());
        case "first-response-time" -> assertTrue(kpi.get("detail"), figures.firstResponseTime());
        case "nps" -> assertValue(kpi, figures.nps().points());
        default ->
            assertValue(kpi, kpi.get("numerator").asDouble() / kpi.get("denominator").asDouble());
      }
      if (kpi.hasNonNull("previous")) {
        assertThat(WholeNumbers.answeredBefore(id, kpi.get("previous")))
            .as("%s before, of %s", id, question)
            .isEqualTo(WholeNumbers.expectedBefore(id, before));
      }
    }
  }

  /** What was held back, of volumes as a whole and of each step. */
  static void assertVolumesTrue(JsonNode answer, Question question, Oracle oracle) {
    assertBlockedTrue(answer.get("total"), question, oracle);
    var series = answer.path("series");
    for (int i = 0; i < series.size(); i++) {
      // A step ends where the next one begins.
      var end = i + 1 < series.size() ? instant(series.get(i + 1), "from") : question.to();
      assertBlockedTrue(
          series.get(i).get("counts"), question.over(instant(series.get(i), "from"), end), oracle);
    }
  }

  private static void assertBlockedTrue(JsonNode counts, Question question, Oracle oracle) {
    var expected = oracle.figures(question).blockedSends();
    var answered = new TreeMap<String, Long>();
    var blocked = counts.get("blocked");
    blocked
        .get("byReason")
        .properties()
        .forEach(it -> answered.put(it.getKey(), it.getValue().asLong()));
    assertThat(answered).as("held back, of %s", question).isEqualTo(expected);
    assertThat(blocked.get("total").asLong())
        .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
  }

  private static void assertValue(JsonNode kpi, double value) {
    if (kpi.get("denominator").asLong() == 0) {
      assertThat(kpi.get("value").isNull()).as("no value of %s", kpi.get("id")).isTrue();
    } else {
      assertThat(kpi.get("value").asDouble())
          .as("value of %s", kpi.get("id"))
          .isCloseTo(value, within(1e-9));
    }
  }

  private static void assertTrue(JsonNode detail, Figures.ResponseTime time) {
    assertTrue(detail.get("any"), time.any());
    assertTrue(detail.get("human"), time.human());
    assertTrue(detail.get("bot"), time.bot());
  }

  private static void assertTrue(JsonNode waits, Latencies truth) {
    if (truth.seconds().isEmpty()) {
      assertThat(waits.get("median").isNull()).isTrue();
      return;
    }
    for (var quantile : new double[] {0.5, 0.9}) {
      var answered = waits.get(quantile == 0.5 ? "median" : "p90").asDouble();
      var exact = truth.exact(quantile).orElseThrow();
      // Waits under a second count as one.
      assertThat(answered).isCloseTo(Math.max(1, exact), within(0.01 * Math.max(1, exact)));
      assertThat(answered).isCloseTo(truth.binned(quantile).orElseThrow(), within(1e-6 * answered));
    }
    var mean = truth.mean().orElseThrow();
    assertThat(waits.get("mean").asDouble()).isCloseTo(mean, within(1e-9 * Math.max(1, mean)));
  }

  private static Instant instant(JsonNode answer, String field) {
    return Instant.parse(answer.get(field).asText());
  }
}
