package io.rapport.metrics.kpi;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What stands beside a KPI's value. */
@Schema(
    name = "KpiDetail",
    description = "What stands beside the value; its shape depends on the KPI",
    oneOf = {
      Detail.Open.class,
      Detail.Response.class,
      Detail.Answer.class,
      Detail.Delivery.class,
      Detail.Click.class,
      Detail.Conversion.class,
      Detail.EpisodeConversion.class,
      Detail.OptOut.class,
      Detail.SelfResolution.class,
      Detail.Escalation.class,
      Detail.Coverage.class,
      Detail.Fallback.class,
      Detail.Queue.class,
      Detail.Flow.class,
      Detail.Cart.class,
      Detail.Rating.class,
      Detail.Promoters.class,
      Detail.Retention.class,
      Detail.ResponseTime.class
    })
sealed interface Detail {

  /**
   * Of an open rate: what is known although receipts are switched off by many.
   *
   * @param inferred read, replied or clicked within 72 h / delivered
   * @param upper inferred, or sent to a contact of whom no receipt ever came / delivered
   * @param receiptCapable the rate among contacts with a receipt in the last 90 days
   * @param blindShare the share of contacts of whom no receipt ever came
   */
  @RegisterForReflection
  @Schema(
      name = "OpenRateDetail",
      description = "Of open-rate: bounds where receipts are switched off")
  record Open(
      OptionalDouble inferred,
      long inferredNumerator,
      OptionalDouble upper,
      long upperNumerator,
      OptionalDouble receiptCapable,
      long receiptCapableNumerator,
      long receiptCapableDenominator,
      OptionalDouble blindShare,
      long blindContacts,
      long contacts)
      implements Detail {}

  /**
   * Of a response rate.
   *
   * @param tapped of the numerator: replies that were tapped, not written
   * @param tappedShare tapped / denominator
   * @param clockSkew facts of the denominator with a negative duration, which was taken for 0
   */
  @RegisterForReflection
  @Schema(
      name = "ResponseRateDetail",
      description = "Of response-rate: tapped replies and other windows of time")
  record Response(
      long tapped,
      long written,
      OptionalDouble tappedShare,
      Map<String, Window> windows,
      long clockSkew)
      implements Detail {}

  /** Of an answer rate. */
  @RegisterForReflection
  @Schema(name = "AnswerRateDetail", description = "Of answer-rate: other windows of time")
  record Answer(Map<String, Window> windows) implements Detail {}

  /**
   * Of a delivery rate.
   *
   * @param failures of the denominator: failed and not delivered, by class, both within 72 h
   * @param pending of the denominator: neither failed nor delivered within 72 h
   */
  @RegisterForReflection
  @Schema(
      name = "DeliveryRateDetail",
      description =
          "Of delivery-rate: failures by class; pending: neither failed nor delivered within 72 h")
  record Delivery(Map<String, Long> failures, long pending) implements Detail {}

  /**
   * Of a click-through rate.
   *
   * @param clickToOpen followed / read, both within 72 h of sending; above 1 where many who
   *     switched receipts off follow links
   * @param clockSkew facts of the denominator with a negative duration, which was taken for 0
   */
  @RegisterForReflection
  @Schema(
      name = "ClickThroughRateDetail",
      description = "Of click-through-rate: as a share of the messages known to be read")
  record Click(OptionalDouble clickToOpen, long opened, long clockSkew) implements Detail {}

  /**
   * Of a conversion rate.
   *
   * @param conversions due to the messages, of which one contact can have several
   * @param byTouch the same by what they are due to: click, read, delivery
   * @param value what they are worth, by currency
   * @param attribution the same conversions, where credit is not given to the last touch
   */
  @RegisterForReflection
  @Schema(
      name = "ConversionRateDetail",
      description = "Of conversion-rate: how many conversions, by touch, and what they are worth")
  record Conversion(
      long conversions, Map<String, Long> byTouch, List<Worth> value, AttributionViews attribution)
      implements Detail {}

  /**
   * Of episode-conversion-rate.
   *
   * @param conversions that belong to the episodes, of which one can have several
   * @param perEpisode conversions / episodes
   */
  @RegisterForReflection
  @Schema(
      name = "EpisodeConversionDetail",
      description = "Of episode-conversion-rate: conversions, of which an episode can have several")
  record EpisodeConversion(long conversions, OptionalDouble perEpisode) implements Detail {}

  /**
   * Of an opt-out rate.
   *
   * @param clockSkew contacts with a message of a negative duration, which was taken for 0
   */
  @RegisterForReflection
  @Schema(name = "OptOutRateDetail", description = "Of opt-out-rate: contacts with clock skew")
  record OptOut(long clockSkew) implements Detail {}

  /**
   * Of bot-self-resolution.
   *
   * @param outcomes how many episodes had each outcome; together the denominator
   * @param shares the same as shares, which sum to 1
   * @param withoutReturnIn24h resolved by the bot, and the customer did not come again for 24 hours
   *     / episodes
   */
  @RegisterForReflection
  @Schema(
      name = "SelfResolutionDetail",
      description = "Of bot-self-resolution: what became of all episodes of bots")
  record SelfResolution(
      Map<String, Long> outcomes,
      Map<String, Double> shares,
      long withoutReturnIn24hNumerator,
      OptionalDouble withoutReturnIn24h)
      implements Detail {}

  /**
   * Of bot-escalation.
   *
   * @param reasons handovers by reason; unknown where the source gave none
   * @param waits from the handover to a person's first message
   * @param unanswered handovers after which nobody came before the customer's next episode
   */
  @RegisterForReflection
  @Schema(
      name = "EscalationDetail",
      description = "Of bot-escalation: reasons, and the wait after the handover in seconds")
  record Escalation(Map<String, Long> reasons, Waits waits, long unanswered) implements Detail {}

  /**
   * Of bot-coverage.
   *
   * @param proactive episodes of bots that the business began, which are not eligible
   */
  @RegisterForReflection
  @Schema(
      name = "CoverageDetail",
      description = "Of bot-coverage: episodes of bots that the business began are not eligible")
  record Coverage(long proactive) implements Detail {}

  /**
   * Of fallback-rate.
   *
   * @param unrecognised the ten most frequent, by the names that bots give them
   */
  @RegisterForReflection
  @Schema(name = "FallbackDetail", description = "Of fallback-rate: what was not understood")
  record Fallback(List<Intent> unrecognised) implements Detail {}

  /** What a bot did not understand; null where it has no name. */
  @RegisterForReflection
  @Schema(name = "UnrecognisedIntent", description = "What a bot did not understand, and how often")
  record Intent(Optional<String> intent, long inputs) {}

  /**
   * Of queue-abandonment.
   *
   * @param waits of those that ended with an answer
   * @param brief unanswered waits of less than a minute, which are left out
   */
  @RegisterForReflection
  @Schema(
      name = "QueueDetail",
      description = "Of queue-abandonment: the waits that ended with an answer, in seconds")
  record Queue(Waits waits, long brief) implements Detail {}

  /**
   * Of flow-abandonment.
   *
   * @param outcomes how many runs ended how; together the denominator
   * @param steps at most a hundred, in the order of the flow
   * @param depths how many runs reached at least one step, two, and so on
   */
  @RegisterForReflection
  @Schema(name = "FlowDetail", description = "Of flow-abandonment: outcomes and the funnel")
  record Flow(Map<String, Long> outcomes, List<FlowStep> steps, List<Long> depths)
      implements Detail {}

  /**
   * A step of a flow.
   *
   * @param position the mean place at which runs reached it; 1 is the first
   * @param reached runs that reached it
   * @param unanswered of those, runs that never went on
   * @param abandonment unanswered / reached
   */
  @RegisterForReflection
  @Schema(name = "FlowStep", description = "A step of a flow, and how many runs ended there")
  record FlowStep(
      Optional<String> flow,
      String step,
      double position,
      long reached,
      long unanswered,
      OptionalDouble abandonment) {}

  /** Of cart-abandonment: what was in the abandoned carts. */
  @RegisterForReflection
  @Schema(name = "CartDetail", description = "Of cart-abandonment: what was in abandoned carts")
  record Cart(List<Amount> abandonedValue) implements Detail {}

  /** An amount of money in minor units. */
  @RegisterForReflection
  @Schema(name = "MoneyAmount", description = "An amount of money in minor units")
  record Amount(String currency, long minorUnits) {}

  /**
   * Of csat and ces.
   *
   * @param distribution answers by rating
   * @param answerRate answers / delivered invitations
   * @param lowest the value if all who did not answer were dissatisfied
   * @param highest the value if all who did not answer were satisfied
   */
  @RegisterForReflection
  @Schema(
      name = "RatingDetail",
      description = "Of csat and ces: the distribution, and how far silence could move the value")
  record Rating(
      Map<Integer, Long> distribution,
      OptionalDouble mean,
      long delivered,
      OptionalDouble answerRate,
      OptionalDouble lowest,
      OptionalDouble highest)
      implements Detail {}

  /**
   * Of nps.
   *
   * @param lowest points if all who did not answer were detractors
   * @param highest points if all who did not answer were promoters
   */
  @RegisterForReflection
  @Schema(
      name = "PromotersDetail",
      description = "Of nps: the distribution, and how far silence could move the value")
  record Promoters(
      long promoters,
      long passives,
      long detractors,
      Map<Integer, Long> distribution,
      OptionalDouble mean,
      long delivered,
      OptionalDouble answerRate,
      OptionalDouble lowest,
      OptionalDouble highest)
      implements Detail {}

  /**
   * Of retention-rate.
   *
   * @param complete whether the period is over; before, its value is null
   * @param by the same by what a contact counts as active: message, purchase, either; purchases are
   *     left out where channels are told apart
   */
  @RegisterForReflection
  @Schema(
      name = "RetentionDetail",
      description = "Of retention-rate: by message, purchase or either, also while the period runs")
  record Retention(boolean complete, Map<String, ComeBack> by) implements Detail {}

  /**
   * Contacts who came again.
   *
   * @param before active in the period before
   * @param again of those, active in this one
   * @param optedOut of the others: wanted no more, which is loss of the channel and not of the
   *     customer
   */
  @RegisterForReflection
  @Schema(name = "ComeBack", description = "Contacts active before, and of those who came again")
  record ComeBack(
      long before,
      long again,
      OptionalDouble rate,
      Optional<Figures.Interval> interval,
      long optedOut) {}

  /**
   * An amount of money, less refunds.
   *
   * @param minorUnits such as cents
   * @param perContact minorUnits / contacts reached
   */
  @RegisterForReflection
  @Schema(
      name = "ConversionValue",
      description = "What conversions in one currency are worth, in minor units, less refunds")
  record Worth(String currency, long minorUnits, OptionalDouble perContact) {}

  /**
   * Of a response time.
   *
   * @param any answers of whatever origin
   * @param human by people: agents and the Business app
   * @param kaplanMeierMedian seconds; null where at most 5 % are unanswered, or the curve never
   *     falls to one half
   * @param businessHours the waits of answered turns less the time when nobody is there; null: no
   *     calendar is set
   */
  @RegisterForReflection
  @Schema(
      name = "ResponseTimeDetail",
      description =
          "Of response-time and first-response-time, in seconds; kaplanMeierMedian where more than"
              + " 5 % are unanswered; businessHours is null where no calendar is set")
  record ResponseTime(
      Waits any,
      Waits human,
      Waits bot,
      long unanswered,
      OptionalDouble unansweredShare,
      OptionalLong kaplanMeierMedian,
      Optional<BusinessHoursWaits> businessHours)
      implements Detail {}

  /** A rate for one of several windows, with its own maturity. */
  @RegisterForReflection
  @Schema(
      name = "RateWindow",
      description = "The rate for one window of time, with its own maturity")
  record Window(
      OptionalDouble value,
      long numerator,
      long denominator,
      long immature,
      Optional<Figures.Interval> interval) {}

  /** Waits in seconds; median and p90 within 1 %, the mean exact. */
  @RegisterForReflection
  @Schema(
      name = "Waits",
      description = "Waits in seconds; median and p90 within 1 %, the mean exact")
  record Waits(
      long n,
      OptionalDouble median,
      Optional<Figures.Interval> medianInterval,
      OptionalDouble p90,
      Optional<Figures.Interval> p90Interval,
      OptionalDouble mean,
      Optional<Figures.Interval> meanInterval) {}
}
