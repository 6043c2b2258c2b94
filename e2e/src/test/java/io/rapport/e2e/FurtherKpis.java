package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.e2e.oracle.Figures;
import io.rapport.e2e.oracle.Figures.Ratio;
import io.rapport.e2e.oracle.Oracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The KPIs that are told by what other software reported, of which only the ratios are compared,
 * and only where the catalogue has them.
 */
final class FurtherKpis {
  static final Set<String> IDS =
      Set.of(
          "bot-self-resolution",
          "bot-escalation",
          "bot-coverage",
          "fallback-rate",
          "queue-abandonment",
          "flow-abandonment",
          "cart-abandonment",
          "retention-rate",
          "csat",
          "nps",
          "ces");

  private FurtherKpis() {}

  private static Map<String, Ratio> expected(Figures figures) {
    var ratios = new LinkedHashMap<String, Ratio>();
    ratios.put("bot-self-resolution", figures.bots().selfResolution());
    ratios.put("bot-escalation", figures.bots().escalation());
    ratios.put("bot-coverage", figures.bots().coverage());
    ratios.put("fallback-rate", figures.bots().fallbackRate());
    ratios.put("queue-abandonment", figures.queueAbandonment());
    ratios.put("flow-abandonment", figures.flowAbandonment());
    ratios.put("cart-abandonment", figures.cartAbandonment());
    ratios.put("retention-rate", figures.retentionRate());
    ratios.put("csat", figures.csat());
    ratios.put("nps", figures.nps().promoters());
    ratios.put("ces", figures.ces());
    return ratios;
  }

  /**
   * Asks for each of them alone.
   *
   * @return which of them the catalogue does not have
   */
  static List<String> assertTrue(
      Kpis kpis, String account, Map<String, ?> parameters, Oracle oracle)
      throws IOException, InterruptedException {
    var known =
        StreamSupport.stream(kpis.definitions().get("definitions").spliterator(), false)
            .map(definition -> definition.get("id").asText())
            .collect(Collectors.toSet());
    var unknown = new ArrayList<String>();
    for (var id : IDS.stream().sorted().toList()) {
      if (!known.contains(id)) {
        unknown.add(id);
        continue;
      }
      var answer = kpis.one(id, account, parameters);
      var figures = oracle.figures(Truthfulness.question(answer));
      var ratio = expected(figures).get(id);
      assertThat(counts(answer)).as("%s of %s", id, account).isEqualTo(counts(ratio));
      if (ratio.denominator() == 0) {
        assertThat(answer.get("value").isNull()).as("value of %s", id).isTrue();
      } else {
        assertThat(answer.get("value").asDouble())
            .as("value of %s", id)
            .isCloseTo(
                id.equals("nps")
                    ? figures.nps().points()
                    : (double) ratio.numerator() / ratio.denominator(),
                within(1e-9));
      }
    }
    return unknown;
  }

  private static Map<String, Long> counts(JsonNode answer) {
    return Map.of(
        "numerator", answer.get("numerator").asLong(),
        "denominator", answer.get("denominator").asLong(),
        "immature", answer.get("immature").asLong());
  }

  private static Map<String, Long> counts(Ratio ratio) {
    return Map.of(
        "numerator", ratio.numerator(),
        "denominator", ratio.denominator(),
        "immature", ratio.immature());
  }
}
