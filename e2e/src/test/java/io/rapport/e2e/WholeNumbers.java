package io.rapport.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.e2e.oracle.Figures;
import io.rapport.e2e.oracle.Figures.Credit;
import io.rapport.e2e.oracle.Figures.Ratio;
import io.rapport.e2e.oracle.Figures.ResponseTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every whole number of the KPIs under a flat name such as {@code open-rate.numerator}, once as the
 * metrics service answers and once as the oracle counts: two maps that must be equal. Numbers that
 * are zero are left out, so that an empty class of failures need not be named.
 */
final class WholeNumbers {
  private static final int[] WINDOWS = {1, 24, 72};
  private static final int MILLIONTH = 6;
  private static final long MILLION = 1_000_000;

  private final SortedMap<String, Long> numbers = new TreeMap<>();

  private WholeNumbers() {}

  /**
   * @param kpis the array of KPIs of an answer
   */
  static SortedMap<String, Long> answered(JsonNode kpis) {
    var numbers = new WholeNumbers();
    for (var kpi : kpis) {
      numbers.addAnswered(kpi.get("id").asText(), kpi);
    }
    return numbers.numbers;
  }

  /**
   * @param figures of one KPI, such as a group or a step of a series
   */
  static SortedMap<String, Long> answered(String id, JsonNode figures) {
    var numbers = new WholeNumbers();
    numbers.addAnswered(id, figures);
    return numbers.numbers;
  }

  /** The same of the period it was compared with, of which an answer says less. */
  static SortedMap<String, Long> answeredBefore(String id, JsonNode previous) {
    var numbers = new WholeNumbers();
    numbers.addField(id, previous, "numerator");
    numbers.addField(id, previous, "denominator");
    return numbers.numbers;
  }

  static SortedMap<String, Long> expectedBefore(String id, Figures figures) {
    return new TreeMap<>(
        expected(id, figures).entrySet().stream()
            .filter(
                it ->
                    it.getKey().equals(id + ".numerator")
                        || it.getKey().equals(id + ".denominator"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  static SortedMap<String, Long> expected(String id, Figures figures) {
    var numbers = new WholeNumbers();
    numbers.addExpected(id, figures);
    return numbers.numbers;
  }

  static SortedMap<String, Long> expected(List<String> ids, Figures figures) {
    var numbers = new WholeNumbers();
    ids.forEach(id -> numbers.addExpected(id, figures));
    return numbers.numbers;
  }

  private void addExpected(String id, Figures figures) {
    switch (id) {
      case "delivery-rate" -> {
        var delivery = figures.deliveryRate();
        add(id, delivery.ratio());
        delivery.failures().forEach((name, n) -> add(id + ".failures." + name, n));
        add(id + ".pending", delivery.pending());
      }
      case "open-rate" -> {
        var open = figures.openRate();
        add(id, open.ratio());
        add(id + ".inferredNumerator", open.inferred());
        add(id + ".upperNumerator", open.upper());
        add(id + ".receiptCapableNumerator", open.capableOpened());
        add(id + ".receiptCapableDenominator", open.capable());
        add(id + ".blindContacts", open.blindContacts());
        add(id + ".contacts", open.contacts());
      }
      case "click-through-rate" -> {
        add(id, figures.clickThroughRate());
        add(id + ".opened", figures.openRate().ratio().numerator());
      }
      case "conversion-rate" -> {
        var conversion = figures.conversionRate();
        add(id, conversion.ratio());
        add(id + ".conversions", conversion.conversions());
        conversion.byTouch().forEach((touch, n) -> add(id + "." + touch, n));
        conversion.value().forEach((currency, n) -> add(id + "." + currency, n));
        add(id + ".last", new Credit(conversion.conversions() * MILLION, conversion.value()));
        add(id + ".first", conversion.first());
        add(id + ".linear", conversion.linear());
      }
      case "episode-conversion-rate" -> {
        add(id, figures.episodeConversionRate().ratio());
        add(id + ".conversions", figures.episodeConversionRate().conversions());
      }
      case "opt-out-rate" -> add(id, figures.optOutRate());
      case "response-rate" -> {
        var response = figures.responseRate(24);
        add(id, response.ratio());
        add(id + ".tapped", response.tapped());
        add(id + ".written", response.ratio().numerator() - response.tapped());
        for (int hours : WINDOWS) {
          addWindow(id, hours, figures.responseRate(hours).ratio());
        }
      }
      case "answer-rate" -> {
        add(id, figures.answerRate(24));
        for (int hours : WINDOWS) {
          addWindow(id, hours, figures.answerRate(hours));
        }
      }
      case "response-time" -> add(id, figures.responseTime());
      case "first-response-time" -> add(id, figures.firstResponseTime());
      case "bot-self-resolution" -> {
        add(id, figures.bots().selfResolution());
        add(id + ".withoutReturnIn24hNumerator", figures.bots().noCallback().numerator());
      }
      case "bot-escalation" -> {
        add(id, figures.bots().escalation());
        figures.bots().escalationReasons().forEach((reason, n) -> add(id + "." + reason, n));
        add(id + ".waits", figures.bots().waits().seconds().size());
      }
      case "bot-coverage" -> add(id, figures.bots().coverage());
      case "fallback-rate" -> add(id, figures.fallbackRate());
      case "queue-abandonment" -> add(id, figures.queueAbandonment());
      case "flow-abandonment" -> add(id, figures.flowAbandonment());
      case "cart-abandonment" -> add(id, figures.cartAbandonment());
      case "retention-rate" -> add(id, figures.retentionRate());
      case "csat" -> add(id, figures.csat());
      case "nps" -> {
        add(id, figures.nps().promoters());
        add(id + ".detractors", figures.nps().detractors());
      }
      case "ces" -> add(id, figures.ces());
      default -> throw new IllegalStateException("a KPI the oracle does not know: " + id);
    }
  }

  private void addAnswered(String id, JsonNode kpi) {
    addField(id, kpi, "numerator");
    addField(id, kpi, "denominator");
    addField(id, kpi, "immature");
    addAll(id + ".exclusions.", kpi.get("exclusions"));
    var detail = kpi.get("detail");
    switch (id) {
      case "delivery-rate" -> {
        addAll(id + ".failures.", detail.get("failures"));
        addField(id, detail, "pending");
      }
      case "open-rate" -> {
        addField(id, detail, "inferredNumerator");
        addField(id, detail, "upperNumerator");
        addField(id, detail, "receiptCapableNumerator");
        addField(id, detail, "receiptCapableDenominator");
        addField(id, detail, "blindContacts");
        addField(id, detail, "contacts");
      }
      case "response-rate" -> {
        addField(id, detail, "tapped");
        addField(id, detail, "written");
        addWindows(id, detail);
      }
      case "conversion-rate" -> {
        addField(id, detail, "conversions");
        addAll(id + ".", detail.get("byTouch"));
        addValue(id, detail);
        for (var view : new String[] {"last", "first", "linear"}) {
          var credit = detail.get("attribution").get(view);
          var millionths = credit.get("conversions").decimalValue().movePointRight(MILLIONTH);
          add(id + "." + view + ".millionths", millionths.longValueExact());
          addValue(id + "." + view, credit);
        }
      }
      case "episode-conversion-rate" -> addField(id, detail, "conversions");
      case "click-through-rate" -> addField(id, detail, "opened");
      case "answer-rate" -> addWindows(id, detail);
      case "response-time", "first-response-time" -> {
        addField(id, detail, "unanswered");
        for (var who : new String[] {"any", "human", "bot"}) {
          add(id + "." + who, detail.get(who).get("n").asLong());
        }
        if (detail.hasNonNull("kaplanMeierMedian")) {
          addField(id, detail, "kaplanMeierMedian");
        }
      }
      case "bot-self-resolution" -> addField(id, detail, "withoutReturnIn24hNumerator");
      case "bot-escalation" -> {
        addAll(id + ".", detail.get("reasons"));
        add(id + ".waits", detail.get("waits").get("n").asLong());
      }
      case "nps" -> addField(id, detail, "detractors");
      default -> {
        // Nothing but its ratio is a count of the truth's; who asks for another finds it missing.
      }
    }
  }

  private void addAll(String prefix, JsonNode counts) {
    counts.properties().forEach(it -> add(prefix + it.getKey(), it.getValue().asLong()));
  }

  private void addValue(String prefix, JsonNode node) {
    for (var value : node.get("value")) {
      add(prefix + "." + value.get("currency").asText(), value.get("minorUnits").asLong());
    }
  }

  private void addWindows(String id, JsonNode detail) {
    detail
        .get("windows")
        .properties()
        .forEach(
            window -> {
              var name = id + "." + window.getKey();
              addField(name, window.getValue(), "numerator");
              addField(name, window.getValue(), "denominator");
              addField(name, window.getValue(), "immature");
            });
  }

  private void addField(String name, JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      throw new IllegalStateException("no " + field + " in " + name + ": " + node);
    }
    add(name + "." + field, node.get(field).asLong());
  }

  private void add(String id, Ratio ratio) {
    add(id + ".numerator", ratio.numerator());
    add(id + ".denominator", ratio.denominator());
    add(id + ".immature", ratio.immature());
    ratio.exclusions().forEach((reason, n) -> add(id + ".exclusions." + reason, n));
  }

  private void add(String prefix, Credit credit) {
    add(prefix + ".millionths", credit.millionths());
    credit.value().forEach((currency, n) -> add(prefix + "." + currency, n));
  }

  private void addWindow(String id, int hours, Ratio ratio) {
    add(
        id + "." + hours + "h",
        new Ratio(ratio.numerator(), ratio.denominator(), ratio.immature(), Map.of()));
  }

  private void add(String id, ResponseTime time) {
    add(id + ".numerator", time.turns() - time.unanswered());
    add(id + ".denominator", time.turns());
    add(id + ".unanswered", time.unanswered());
    add(id + ".any", time.any().seconds().size());
    add(id + ".human", time.human().seconds().size());
    add(id + ".bot", time.bot().seconds().size());
    if (time.unansweredShare() > 0.05) {
      time.censoredMedian().ifPresent(median -> add(id + ".kaplanMeierMedian", Math.round(median)));
    }
  }

  private void add(String name, long number) {
    if (number != 0) {
      numbers.put(name, number);
    }
  }
}
