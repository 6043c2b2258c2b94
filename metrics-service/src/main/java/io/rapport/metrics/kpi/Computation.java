package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** How a KPI comes out of the facts. */
sealed interface Computation {

  /** The facts it counts. */
  FactTable table();

  /**
   * A share of facts.
   *
   * @param windows the same question for several windows, by their names, the headline's among
   *     them; empty where there is only one
   * @param parts what else is counted, for the detail
   */
  record Rate(
      Ratio headline, RateDetail detail, SequencedMap<String, Ratio> windows, List<Measure> parts)
      implements Computation {

    public Rate {
      requireNonNull(headline, "headline is null");
      requireNonNull(detail, "detail is null");
      windows = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(windows));
      parts = List.copyOf(parts);
    }

    @Override
    public FactTable table() {
      return headline.table();
    }

    /** The headline's and those of the windows, each once. */
    Set<Ratio> ratios() {
      var ratios = new LinkedHashSet<Ratio>();
      ratios.add(headline);
      ratios.addAll(windows.values());
      return ratios;
    }

    /** Everything that is counted for it. */
    Set<Measure> measures() {
      var measures = EnumSet.noneOf(Measure.class);
      ratios()
          .forEach(
              ratio -> {
                measures.add(ratio.numerator());
                measures.add(ratio.denominator());
              });
      measures.addAll(parts);
      return measures;
    }
  }

  /** What a rate is about, and so what stands beside it. */
  enum RateDetail {
    OPEN("read", "read_at"),
    RESPONSE("answered by the customer", "first_reply_at"),
    ANSWER("answered", "answered_at"),
    DELIVERY("delivered", "delivered_at"),
    CLICK("a link in it followed", "first_click_at"),
    CONVERSION("converted", "converted_at"),
    EPISODE_CONVERSION("converted", "converted_at"),
    OPT_OUT("wanted no more", "opted_out_at"),
    SELF_RESOLUTION("resolved by the bot alone", "closed_at"),
    ESCALATION("handed to a person", "escalated_at"),
    COVERAGE("a bot took part", "closed_at"),
    FALLBACK("not understood", "occurred_at"),
    QUEUE("nobody came", "queue_answered_at"),
    FLOW("abandoned", "last_at"),
    CART("not bought", "purchased_at"),
    SATISFACTION("rated", "answered_at"),
    PROMOTERS("rated", "answered_at"),
    EFFORT("rated", "answered_at");

    private final String words;
    private final String column;

    RateDetail(String words, String column) {
      this.words = words;
      this.column = column;
    }

    /** What has happened to a fact of the numerator. */
    String words() {
      return words;
    }

    /** The column that says when. */
    String column() {
      return column;
    }
  }

  /**
   * How long answers take.
   *
   * @param firstTurnOnly whether only the first turn of each episode counts
   */
  record Latency(boolean firstTurnOnly) implements Computation {

    @Override
    public FactTable table() {
      return FactTable.TURN;
    }
  }

  /** Who was active in one period and again in the next. */
  record Retention() implements Computation {

    @Override
    public FactTable table() {
      return FactTable.INBOUND;
    }
  }
}
