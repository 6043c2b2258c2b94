package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.statistics.ClusterRatio;
import io.rapport.metrics.statistics.ConfidenceInterval;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.TouchBasis;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Makes figures out of what was counted: pure. */
final class Assessment {

  private static final double LEVEL = 0.95;

  /** With more unanswered turns than this, the waits of the answered ones alone mislead. */
  private static final double CENSORED = 0.05;

  private Assessment() {}

  static Figures of(KpiDefinition definition, Tally tally) {
    requireNonNull(tally, "tally is null");
    return switch (definition.computation()) {
      case Computation.Rate rate -> rate(rate, tally);
      case Computation.Latency latency -> latency(tally.latencies(latency.firstTurnOnly()));
    };
  }

  /** How many contacts a KPI's value is about. */
  static long contacts(KpiDefinition definition, Tally tally) {
    return switch (definition.computation()) {
      case Computation.Rate rate -> tally.moments(rate.headline()).contacts();
      case Computation.Latency latency ->
          tally.latencies(latency.firstTurnOnly()).moments(Answerer.ANY).contacts();
    };
  }

  /** Whether so many turns wait that a survival curve must be drawn. */
  static boolean censored(Latencies latencies) {
    return latencies.unanswered() > CENSORED * latencies.turns();
  }

  private static Figures rate(Computation.Rate rate, Tally tally) {
    var headline = window(rate.headline(), tally);
    var detail =
        switch (rate.detail()) {
          case OPEN -> open(rate.headline(), tally);
          case RESPONSE -> response(rate, tally);
          case ANSWER -> new Detail.Answer(windows(rate, tally));
          case DELIVERY -> delivery(rate, tally);
          case CLICK -> click(rate.headline(), tally);
          case CONVERSION -> conversion(rate.headline(), tally);
          case OPT_OUT -> new Detail.OptOut(tally.clockSkew(rate.headline().denominator()));
        };
    return new Figures(
        headline.value(),
        headline.numerator(),
        headline.denominator(),
        headline.immature(),
        byReason(tally.excluded(rate.headline().denominator())),
        headline.interval(),
        detail);
  }

  private static Detail.Open open(Ratio headline, Tally tally) {
    long denominator = tally.mature(headline.denominator());
    long inferred = tally.mature(Measure.OPENED_INFERRED);
    var bounds = tally.openBounds();
    return new Detail.Open(
        quotient(inferred, denominator),
        inferred,
        quotient(bounds.upper(), denominator),
        bounds.upper(),
        quotient(bounds.capableOpened(), bounds.capable()),
        bounds.capableOpened(),
        bounds.capable(),
        quotient(bounds.blind(), bounds.contacts()),
        bounds.blind(),
        bounds.contacts());
  }

  private static Detail.Response response(Computation.Rate rate, Tally tally) {
    long tapped = tally.mature(Measure.REPLIED_24H_TAPPED);
    var headline = rate.headline();
    return new Detail.Response(
        tapped,
        tally.mature(headline.numerator()) - tapped,
        quotient(tapped, tally.mature(headline.denominator())),
        windows(rate, tally),
        tally.clockSkew(headline.denominator()));
  }

  private static Detail.Delivery delivery(Computation.Rate rate, Tally tally) {
    var failures = new LinkedHashMap<String, Long>();
    long failed = 0;
    for (var failure : FailureClass.values()) {
      long count = tally.mature(Measure.of(failure));
      failures.put(failure.id(), count);
      failed += count;
    }
    long undelivered =
        tally.mature(rate.headline().denominator()) - tally.mature(rate.headline().numerator());
    return new Detail.Delivery(failures, undelivered - failed);
  }

  private static Detail.Click click(Ratio headline, Tally tally) {
    long opened = tally.mature(Measure.OPENED);
    return new Detail.Click(
        quotient(tally.mature(headline.numerator()), opened),
        opened,
        tally.clockSkew(headline.denominator()));
  }

  private static Detail.Conversion conversion(Ratio headline, Tally tally) {
    var conversions = tally.conversions();
    var byTouch = new LinkedHashMap<String, Long>();
    for (var basis : TouchBasis.values()) {
      byTouch.put(basis.id(), conversions.count(basis));
    }
    long reached = tally.mature(headline.denominator());
    return new Detail.Conversion(
        conversions.count(),
        byTouch,
        conversions.minorUnits().entrySet().stream()
            .map(
                value ->
                    new Detail.Worth(
                        value.getKey(), value.getValue(), quotient(value.getValue(), reached)))
            .toList());
  }

  private static Map<String, Detail.Window> windows(Computation.Rate rate, Tally tally) {
    var windows = new LinkedHashMap<String, Detail.Window>();
    rate.windows().forEach((name, ratio) -> windows.put(name, window(ratio, tally)));
    return windows;
  }

  private static Detail.Window window(Ratio ratio, Tally tally) {
    long numerator = tally.mature(ratio.numerator());
    long denominator = tally.mature(ratio.denominator());
    return new Detail.Window(
        quotient(numerator, denominator),
        numerator,
        denominator,
        tally.immature(ratio.denominator()),
        interval(ClusterRatio.proportion(tally.moments(ratio), LEVEL)));
  }

  private static Figures latency(Latencies latencies) {
    var any = waits(Answerer.ANY, latencies);
    var kaplanMeier = censored(latencies) ? latencies.kaplanMeierMedian() : OptionalLong.empty();
    return new Figures(
        any.median(),
        latencies.answered(),
        latencies.turns(),
        0,
        byReason(latencies.excluded()),
        any.medianInterval(),
        new Detail.ResponseTime(
            any,
            waits(Answerer.HUMAN, latencies),
            waits(Answerer.BOT, latencies),
            latencies.unanswered(),
            quotient(latencies.unanswered(), latencies.turns()),
            kaplanMeier,
            Optional.empty()));
  }

  private static Detail.Waits waits(Answerer answerer, Latencies latencies) {
    var histogram = latencies.histogram(answerer);
    return new Detail.Waits(
        histogram.size(),
        histogram.quantile(0.5),
        interval(histogram.quantileInterval(0.5, LEVEL)),
        histogram.quantile(0.9),
        interval(histogram.quantileInterval(0.9, LEVEL)),
        histogram.mean(),
        interval(ClusterRatio.mean(latencies.moments(answerer), LEVEL)));
  }

  private static OptionalDouble quotient(long numerator, long denominator) {
    return denominator == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) numerator / denominator);
  }

  private static Optional<Figures.Interval> interval(Optional<ConfidenceInterval> interval) {
    return interval.map(Figures.Interval::of);
  }

  private static Map<String, Long> byReason(Map<Exclusion, Long> excluded) {
    var reasons = new TreeMap<String, Long>();
    excluded.forEach(
        (reason, facts) -> {
          if (facts > 0) {
            reasons.put(reason.id(), facts);
          }
        });
    return reasons;
  }
}
