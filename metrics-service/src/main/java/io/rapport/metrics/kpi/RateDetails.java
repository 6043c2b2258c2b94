package io.rapport.metrics.kpi;

import io.rapport.common.event.SurveyScale;
import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.NetPromoterScore;
import io.rapport.metrics.timeline.BotOutcome;
import io.rapport.metrics.timeline.FlowOutcome;
import io.rapport.metrics.timeline.TouchBasis;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;

/** Makes what stands beside a rate out of what was counted: pure. */
final class RateDetails {

  private RateDetails() {}

  static Detail of(Computation.Rate rate, Tally tally) {
    return switch (rate.detail()) {
      case OPEN -> open(rate.headline(), tally);
      case RESPONSE -> response(rate, tally);
      case ANSWER -> new Detail.Answer(Assessment.windows(rate, tally));
      case DELIVERY -> delivery(rate, tally);
      case CLICK -> click(rate.headline(), tally);
      case CONVERSION -> conversion(rate.headline(), tally);
      case EPISODE_CONVERSION -> episodeConversion(rate.headline(), tally);
      case OPT_OUT -> new Detail.OptOut(tally.clockSkew(rate.headline().denominator()));
      case SELF_RESOLUTION -> selfResolution(rate.headline(), tally);
      case ESCALATION -> escalation(tally);
      case COVERAGE ->
          new Detail.Coverage(tally.mature(Measure.BOT_EPISODES) - tally.mature(Measure.COVERED));
      case FALLBACK -> new Detail.Fallback(tally.unrecognised());
      case QUEUE -> new Detail.Queue(waits(tally.queue()), tally.mature(Measure.BRIEF_WAITS));
      case FLOW -> flow(tally);
      case CART -> new Detail.Cart(tally.abandonedValue());
      case SATISFACTION -> rating(tally.ratings(SurveyScale.CSAT), 4);
      case PROMOTERS -> promoters(tally.ratings(SurveyScale.NPS));
      case EFFORT -> rating(tally.ratings(SurveyScale.CES), 5);
    };
  }

  private static Detail.Open open(Ratio headline, Tally tally) {
    long denominator = tally.mature(headline.denominator());
    long inferred = tally.mature(Measure.OPENED_INFERRED);
    var bounds = tally.openBounds();
    return new Detail.Open(
        Assessment.quotient(inferred, denominator),
        inferred,
        Assessment.quotient(bounds.upper(), denominator),
        bounds.upper(),
        Assessment.quotient(bounds.capableOpened(), bounds.capable()),
        bounds.capableOpened(),
        bounds.capable(),
        Assessment.quotient(bounds.blind(), bounds.contacts()),
        bounds.blind(),
        bounds.contacts());
  }

  private static Detail.Response response(Computation.Rate rate, Tally tally) {
    long tapped = tally.mature(Measure.REPLIED_24H_TAPPED);
    var headline = rate.headline();
    return new Detail.Response(
        tapped,
        tally.mature(headline.numerator()) - tapped,
        Assessment.quotient(tapped, tally.mature(headline.denominator())),
        Assessment.windows(rate, tally),
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
        Assessment.quotient(tally.mature(headline.numerator()), opened),
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
                        value.getKey(),
                        value.getValue(),
                        Assessment.quotient(value.getValue(), reached)))
            .toList(),
        AttributionViews.of(conversions));
  }

  private static Detail.EpisodeConversion episodeConversion(Ratio headline, Tally tally) {
    long conversions = tally.conversionsOfEpisodes();
    return new Detail.EpisodeConversion(
        conversions, Assessment.quotient(conversions, tally.mature(headline.denominator())));
  }

  private static Detail.SelfResolution selfResolution(Ratio headline, Tally tally) {
    long episodes = tally.mature(headline.denominator());
    var outcomes = new LinkedHashMap<String, Long>();
    outcomes.put(BotOutcome.SELF_RESOLVED.id(), tally.mature(Measure.SELF_RESOLVED));
    outcomes.put(BotOutcome.ESCALATED.id(), tally.mature(Measure.ESCALATED));
    outcomes.put(BotOutcome.HUMAN_TAKEOVER.id(), tally.mature(Measure.TAKEN_OVER));
    outcomes.put(BotOutcome.ABANDONED.id(), tally.mature(Measure.LEFT_BY_CUSTOMER));
    var shares = new LinkedHashMap<String, Double>();
    if (episodes > 0) {
      outcomes.forEach((outcome, count) -> shares.put(outcome, (double) count / episodes));
    }
    long quiet = tally.mature(Measure.SELF_RESOLVED_24H);
    return new Detail.SelfResolution(outcomes, shares, quiet, Assessment.quotient(quiet, episodes));
  }

  private static Detail.Escalation escalation(Tally tally) {
    var escalations = tally.escalations();
    var waits = waits(escalations);
    return new Detail.Escalation(
        escalations.byReason(), waits, tally.mature(Measure.ESCALATED) - waits.n());
  }

  /** Nobody is waited for so often that contacts would have to be told apart. */
  private static Detail.Waits waits(PersonWaits waits) {
    return Assessment.waits(waits.histogram(), ClusterMoments.NONE);
  }

  private static Detail.Flow flow(Tally tally) {
    var outcomes = new LinkedHashMap<String, Long>();
    outcomes.put(FlowOutcome.COMPLETED.id(), tally.mature(Measure.RUNS_COMPLETED));
    outcomes.put(FlowOutcome.HANDED_OVER.id(), tally.mature(Measure.RUNS_HANDED_OVER));
    outcomes.put(FlowOutcome.ABANDONED.id(), tally.mature(Measure.RUNS_ABANDONED));
    outcomes.put(FlowOutcome.UNANSWERED.id(), tally.mature(Measure.RUNS_UNANSWERED));
    return new Detail.Flow(outcomes, tally.flowSteps(), tally.flowDepths());
  }

  /**
   * @param good the lowest rating that is one
   */
  private static Detail.Rating rating(Ratings ratings, int good) {
    return new Detail.Rating(
        ratings.counts(),
        ratings.mean(),
        ratings.delivered(),
        Assessment.quotient(ratings.answers(), ratings.delivered()),
        Assessment.quotient(ratings.atLeast(good), ratings.delivered()),
        Assessment.quotient(ratings.atLeast(good) + ratings.unanswered(), ratings.delivered()));
  }

  private static Detail.Promoters promoters(Ratings ratings) {
    var score = score(ratings);
    return new Detail.Promoters(
        score.promoters(),
        score.passives(),
        score.detractors(),
        ratings.counts(),
        ratings.mean(),
        ratings.delivered(),
        Assessment.quotient(ratings.answers(), ratings.delivered()),
        points(
            new NetPromoterScore(
                score.promoters(), score.passives(), score.detractors() + ratings.unanswered())),
        points(
            new NetPromoterScore(
                score.promoters() + ratings.unanswered(), score.passives(), score.detractors())));
  }

  /** Of the numeric answers. */
  static NetPromoterScore score(Ratings ratings) {
    long promoters = ratings.atLeast(9);
    long passives = ratings.atLeast(7) - promoters;
    return new NetPromoterScore(promoters, passives, ratings.answers() - promoters - passives);
  }

  /** Of a hundred; empty where nobody answered. */
  static OptionalDouble points(NetPromoterScore score) {
    return score.answers() == 0 ? OptionalDouble.empty() : OptionalDouble.of(100 * score.score());
  }
}
