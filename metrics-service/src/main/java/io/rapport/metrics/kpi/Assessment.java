package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.SurveyScale;
import io.rapport.metrics.kpi.Computation.RateDetail;
import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.ClusterRatio;
import io.rapport.metrics.statistics.ConfidenceInterval;
import io.rapport.metrics.statistics.IntervalMethod;
import io.rapport.metrics.statistics.LatencyHistogram;
import io.rapport.metrics.statistics.NetPromoterScore;
import io.rapport.metrics.statistics.Wilson;
import io.rapport.metrics.timeline.Exclusion;
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
      case Computation.Rate rate -> rate(definition, rate, tally);
      case Computation.Latency latency ->
          latency(tally.latencies(latency.firstTurnOnly()), tally.calendar());
      case Computation.Retention retention -> retention(tally);
    };
  }

  /** How many contacts a KPI's value is about; of a sample at least so many. */
  static long contacts(KpiDefinition definition, Tally tally) {
    return switch (definition.computation()) {
      case Computation.Rate rate ->
          rate.headline().denominator().ofContacts()
              ? tally.mature(rate.headline().denominator())
              : tally.seen(rate.headline());
      case Computation.Latency latency ->
          tally.latencies(latency.firstTurnOnly()).moments(Wait.ANY).contacts();
      case Computation.Retention retention -> tally.retained(Activeness.MESSAGE).before();
    };
  }

  /** Whether so many turns wait that a survival curve must be drawn. */
  static boolean censored(Latencies latencies) {
    return latencies.unanswered() > CENSORED * latencies.turns();
  }

  private static Figures rate(KpiDefinition definition, Computation.Rate rate, Tally tally) {
    var headline = rate.headline();
    long numerator = tally.mature(headline.numerator());
    long denominator = tally.mature(headline.denominator());
    return new Figures(
        rate.detail() == RateDetail.PROMOTERS
            ? RateDetails.points(score(tally))
            : quotient(numerator, denominator),
        numerator,
        denominator,
        tally.immature(headline.denominator()),
        byReason(tally.excluded(headline.denominator())),
        rateInterval(definition, rate, tally),
        sample(rate, tally),
        RateDetails.of(rate, tally));
  }

  private static Optional<Figures.Sample> sample(Computation.Rate rate, Tally tally) {
    var sample = tally.sample(rate.table());
    if (sample.isAll() || rate.headline().denominator().ofContacts()) {
      return Optional.empty();
    }
    var pooled = tally.pooled(rate.headline());
    return Optional.of(
        new Figures.Sample(
            sample.fraction(),
            pooled.isPresent() ? pooled : tally.moments(rate.headline()).designEffect()));
  }

  /** Of trials clustered by contact. */
  private static Optional<Figures.Interval> clustered(Ratio ratio, Tally tally) {
    var pooled = tally.pooled(ratio);
    long trials = tally.mature(ratio.denominator());
    if (pooled.isEmpty() || trials == 0) {
      return interval(ClusterRatio.proportion(tally.moments(ratio), LEVEL));
    }
    return interval(
        Optional.of(
            ClusterRatio.proportion(
                (double) tally.mature(ratio.numerator()) / trials,
                trials,
                pooled.getAsDouble(),
                LEVEL)));
  }

  private static Optional<Figures.Interval> rateInterval(
      KpiDefinition definition, Computation.Rate rate, Tally tally) {
    if (rate.detail() == RateDetail.PROMOTERS) {
      return Optional.of(score(tally))
          .filter(score -> score.answers() > 0)
          .map(score -> Figures.Interval.of(score.interval(LEVEL)).times(100));
    }
    // Each answer to a survey is a trial, whoever gave it, and each contact who is counted once.
    return definition.interval().equals(IntervalMethod.WILSON.id())
        ? wilson(
            tally.mature(rate.headline().numerator()), tally.mature(rate.headline().denominator()))
        : clustered(rate.headline(), tally);
  }

  private static NetPromoterScore score(Tally tally) {
    return RateDetails.score(tally.ratings(SurveyScale.NPS));
  }

  private static Figures retention(Tally tally) {
    var by = new LinkedHashMap<String, Detail.ComeBack>();
    for (var activeness : Activeness.values()) {
      var contacts = tally.retained(activeness);
      by.put(
          activeness.id(),
          new Detail.ComeBack(
              contacts.before(),
              contacts.again(),
              quotient(contacts.again(), contacts.before()),
              wilson(contacts.again(), contacts.before()),
              contacts.optedOut()));
    }
    var headline = tally.retained(Activeness.MESSAGE);
    long again = headline.complete() ? headline.again() : 0;
    long before = headline.complete() ? headline.before() : 0;
    return new Figures(
        quotient(again, before),
        again,
        before,
        headline.before() - before,
        byReason(tally.notRetained()),
        wilson(again, before),
        Optional.empty(),
        new Detail.Retention(headline.complete(), by));
  }

  static Optional<Figures.Interval> wilson(long successes, long trials) {
    return trials == 0
        ? Optional.empty()
        : Optional.of(Figures.Interval.of(Wilson.interval(successes, trials, LEVEL)));
  }

  static Map<String, Detail.Window> windows(Computation.Rate rate, Tally tally) {
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
        clustered(ratio, tally));
  }

  private static Figures latency(Latencies latencies, boolean calendar) {
    var any = waits(Wait.ANY, latencies);
    var kaplanMeier = censored(latencies) ? latencies.kaplanMeierMedian() : OptionalLong.empty();
    return new Figures(
        any.median(),
        latencies.answered(),
        latencies.turns(),
        0,
        byReason(latencies.excluded()),
        any.medianInterval(),
        Optional.empty(),
        new Detail.ResponseTime(
            any,
            waits(Wait.HUMAN, latencies),
            waits(Wait.BOT, latencies),
            latencies.unanswered(),
            quotient(latencies.unanswered(), latencies.turns()),
            kaplanMeier,
            calendar ? Optional.of(inHours(latencies)) : Optional.empty()));
  }

  private static BusinessHoursWaits inHours(Latencies latencies) {
    return new BusinessHoursWaits(
        waits(Wait.ANY_IN_HOURS, latencies),
        waits(Wait.HUMAN_IN_HOURS, latencies),
        waits(Wait.BOT_IN_HOURS, latencies));
  }

  private static Detail.Waits waits(Wait wait, Latencies latencies) {
    return waits(latencies.histogram(wait), latencies.moments(wait));
  }

  /**
   * @param moments what the interval of the mean is computed from
   */
  static Detail.Waits waits(LatencyHistogram histogram, ClusterMoments moments) {
    return new Detail.Waits(
        histogram.size(),
        histogram.quantile(0.5),
        interval(histogram.quantileInterval(0.5, LEVEL)),
        histogram.quantile(0.9),
        interval(histogram.quantileInterval(0.9, LEVEL)),
        histogram.mean(),
        interval(ClusterRatio.mean(moments, LEVEL)));
  }

  static OptionalDouble quotient(long numerator, long denominator) {
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
