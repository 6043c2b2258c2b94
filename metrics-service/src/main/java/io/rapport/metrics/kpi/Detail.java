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
      Detail.OptOut.class,
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
   */
  @RegisterForReflection
  @Schema(
      name = "ConversionRateDetail",
      description = "Of conversion-rate: how many conversions, by touch, and what they are worth")
  record Conversion(long conversions, Map<String, Long> byTouch, List<Worth> value)
      implements Detail {}

  /**
   * Of an opt-out rate.
   *
   * @param clockSkew contacts with a message of a negative duration, which was taken for 0
   */
  @RegisterForReflection
  @Schema(name = "OptOutRateDetail", description = "Of opt-out-rate: contacts with clock skew")
  record OptOut(long clockSkew) implements Detail {}

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
   * @param businessHours null: no calendar is set
   */
  @RegisterForReflection
  @Schema(
      name = "ResponseTimeDetail",
      description =
          "Of response-time and first-response-time, in seconds; kaplanMeierMedian where more than"
              + " 5 % are unanswered; businessHours is null as no calendar is set")
  record ResponseTime(
      Waits any,
      Waits human,
      Waits bot,
      long unanswered,
      OptionalDouble unansweredShare,
      OptionalLong kaplanMeierMedian,
      Optional<Waits> businessHours)
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
