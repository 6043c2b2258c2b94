package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.statistics.ConfidenceInterval;
import io.rapport.metrics.statistics.IntervalMethod;
import io.rapport.metrics.statistics.Newcombe;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a KPI comes to, with all that is needed to judge it.
 *
 * @param value in the KPI's unit; null where nothing was measured, which is not zero
 * @param numerator the facts that count towards the value
 * @param denominator all facts the value is about
 * @param immature facts too young to be counted in numerator and denominator
 * @param exclusions facts left out of everything, by reason
 * @param interval in which the true value lies with 95 % confidence; null where it cannot be told
 * @param sample of which contacts the interval is, and what in the detail rests on contacts;
 *     numerator, denominator and value are of all
 * @param detail what stands beside the value; differs from KPI to KPI
 */
@RegisterForReflection
@JsonPropertyOrder({
  "value",
  "numerator",
  "denominator",
  "immature",
  "exclusions",
  "interval",
  "sample",
  "detail"
})
public record Figures(
    @Schema(
            type = SchemaType.NUMBER,
            nullable = true,
            description =
                "In the unit of the KPI; null where nothing was measured, which is not zero")
        OptionalDouble value,
    @Schema(description = "Facts that count towards the value") long numerator,
    @Schema(description = "All facts the value is about") long denominator,
    @Schema(description = "Facts too young to be in numerator and denominator") long immature,
    @Schema(description = "Facts left out of everything, by reason") Map<String, Long> exclusions,
    Optional<Interval> interval,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(description = "Where the interval comes from a sample of contacts; else left out")
        Optional<Sample> sample,
    Detail detail) {

  public Figures {
    requireNonNull(value, "value is null");
    requireNonNull(exclusions, "exclusions is null");
    requireNonNull(interval, "interval is null");
    requireNonNull(sample, "sample is null");
    requireNonNull(detail, "detail is null");
  }

  /** The value with its interval, where both are known. */
  Optional<Newcombe.Estimate> estimate() {
    return value.isEmpty()
        ? Optional.empty()
        : interval.map(known -> new Newcombe.Estimate(value.getAsDouble(), known.statistic()));
  }

  /**
   * A deterministic sample of contacts.
   *
   * @param fraction of all contacts
   * @param designEffect how many times the variance is that of independent trials
   */
  @RegisterForReflection
  @Schema(
      name = "ContactSample",
      requiredProperties = {"fraction", "designEffect"})
  record Sample(double fraction, OptionalDouble designEffect) {}

  /**
   * A confidence interval in the unit of the KPI.
   *
   * @param level 0.95
   * @param method wilson, cluster-ratio, wilson-effective, order-statistic, cluster-mean or
   *     newcombe
   */
  @RegisterForReflection
  @Schema(
      name = "ConfidenceInterval",
      requiredProperties = {"low", "high", "level", "method"})
  public record Interval(double low, double high, double level, String method) {

    public static Interval of(ConfidenceInterval interval) {
      return new Interval(
          interval.low(), interval.high(), interval.level(), interval.method().id());
    }

    /** In another unit. */
    Interval times(double factor) {
      return new Interval(low * factor, high * factor, level, method);
    }

    private ConfidenceInterval statistic() {
      return new ConfidenceInterval(low, high, level, IntervalMethod.ofId(method));
    }
  }
}
