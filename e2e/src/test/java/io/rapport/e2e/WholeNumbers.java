package io.rapport.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.e2e.oracle.Figures;
import io.rapport.e2e.oracle.Figures.Ratio;
import io.rapport.e2e.oracle.Figures.ResponseTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every whole number of the nine KPIs under a flat name such as {@code open-rate.numerator}, once
 * as the metrics service answers and once as the oracle counts: two maps that must be equal.
 * Numbers that are zero are left out, so that an empty class of failures need not be named.
 */
final class WholeNumbers {
  private final SortedMap<String, Long> numbers = new TreeMap<>();

  private WholeNumbers() {}

  /**
   * @param kpis the array of KPIs of an answer
   */
  static SortedMap<String, Long> answered(JsonNode kpis) {
    var numbers = new WholeNumbers();
    for (var kpi : kpis) {
      var id = kpi.get("id").asText();
      if (!FurtherKpis.IDS.contains(id)) {
        numbers.addAnswered(id, kpi);
      }
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

  static SortedMap<String, Long> expected(String id, Figures figures) {
    // A dot follows every KPI's name, and a slash is the character after it.
    return expected(figures).subMap(id + ".", id + "/");
  }

  static SortedMap<String, Long> expected(Figures figures) {
    var numbers = new WholeNumbers();
    var delivery = figures.deliveryRate();
    numbers.add("delivery-rate", delivery.ratio());
    delivery.failures().forEach((name, n) -> numbers.add("delivery-rate.failures." + name, n));
    numbers.add("delivery-rate.pending", delivery.pending());

    var open = figures.openRate();
    numbers.add("open-rate", open.ratio());
    numbers.add("open-rate.inferredNumerator", open.inferred());
    numbers.add("open-rate.upperNumerator", open.upper());
    numbers.add("open-rate.receiptCapableNumerator", open.capableOpened());
    numbers.add("open-rate.receiptCapableDenominator", open.capable());
    numbers.add("open-rate.blindContacts", open.blindContacts());
    numbers.add("open-rate.contacts", open.contacts());

    numbers.add("click-through-rate", figures.clickThroughRate());
    numbers.add("click-through-rate.opened", open.ratio().numerator());

    var conversion = figures.conversionRate();
    numbers.add("conversion-rate", conversion.ratio());
    numbers.add("conversion-rate.conversions", conversion.conversions());
    conversion.byTouch().forEach((touch, n) -> numbers.add("conversion-rate." + touch, n));
    conversion.value().forEach((currency, n) -> numbers.add("conversion-rate." + currency, n));
    numbers.add("opt-out-rate", figures.optOutRate());

    var response = figures.responseRates().get(24);
    numbers.add("response-rate", response.ratio());
    numbers.add("response-rate.tapped", response.tapped());
    numbers.add("response-rate.written", response.ratio().numerator() - response.tapped());
    figures
        .responseRates()
        .forEach((hours, rate) -> numbers.addWindow("response-rate", hours, rate.ratio()));

    numbers.add("answer-rate", figures.answerRates().get(24));
    figures.answerRates().forEach((hours, rate) -> numbers.addWindow("answer-rate", hours, rate));

    numbers.add("response-time", figures.responseTime());
    numbers.add("first-response-time", figures.firstResponseTime());
    return numbers.numbers;
  }

  private void addAnswered(String id, JsonNode kpi) {
    addField(id, kpi, "numerator");
    addField(id, kpi, "denominator");
    addField(id, kpi, "immature");
    kpi.get("exclusions")
        .properties()
        .forEach(reason -> add(id + ".exclusions." + reason.getKey(), reason.getValue().asLong()));
    var detail = kpi.get("detail");
    switch (id) {
      case "delivery-rate" -> {
        detail
            .get("failures")
            .properties()
            .forEach(f -> add(id + ".failures." + f.getKey(), f.getValue().asLong()));
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
      case "opt-out-rate" -> {
        // Nothing but its ratio is a count of the truth's.
      }
      case "conversion-rate" -> {
        addField(id, detail, "conversions");
        detail
            .get("byTouch")
            .properties()
            .forEach(touch -> add(id + "." + touch.getKey(), touch.getValue().asLong()));
        for (var value : detail.get("value")) {
          add(id + "." + value.get("currency").asText(), value.get("minorUnits").asLong());
        }
      }
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
      default -> throw new IllegalStateException("a KPI the oracle does not know: " + id);
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
