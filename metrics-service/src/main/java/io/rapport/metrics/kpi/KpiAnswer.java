package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.statistics.Newcombe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One KPI.
 *
 * @param period what it is about, where that is not the period of the question; left out elsewhere
 * @param previous the period it is compared with; left out where not asked for
 * @param series one entry for each step of time; left out where no granularity was asked for
 * @param groups one entry for each value of the dimension; left out where not grouped
 */
@RegisterForReflection
@Schema(
    name = "Kpi",
    requiredProperties = {
      "id",
      "definitionVersion",
      "unit",
      "asOf",
      "value",
      "numerator",
      "denominator",
      "immature",
      "exclusions",
      "interval",
      "detail"
    })
record KpiAnswer(
    String id,
    int definitionVersion,
    Unit unit,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(
            implementation = Period.class,
            description =
                "What it is about, where that is another period than that of the question: of"
                    + " retention-rate, where nobody named one, the latest that is over")
        Optional<Period> period,
    @JsonUnwrapped Figures figures,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Previous> previous,
    Instant asOf,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Step>> series,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Group>> groups) {

  /** The same as a part of the answer to a question about another period. */
  KpiAnswer in(Question part, Question question) {
    return part.period().equals(question.period())
        ? this
        : new KpiAnswer(
            id,
            definitionVersion,
            unit,
            Optional.of(part.period()),
            figures,
            previous,
            asOf,
            series,
            groups);
  }

  /**
   * What the value was before, and how the value differs.
   *
   * @param difference the value minus this one; null where either is not known or has no interval
   */
  @RegisterForReflection
  @Schema(
      name = "PreviousPeriod",
      requiredProperties = {
        "from",
        "to",
        "value",
        "numerator",
        "denominator",
        "interval",
        "difference"
      })
  record Previous(
      Instant from,
      Instant to,
      OptionalDouble value,
      long numerator,
      long denominator,
      Optional<Figures.Interval> interval,
      Optional<Difference> difference) {

    static Previous of(Period period, Figures before, Figures now) {
      return new Previous(
          period.from(),
          period.to(),
          before.value(),
          before.numerator(),
          before.denominator(),
          before.interval(),
          Difference.between(now, before));
    }
  }

  /**
   * By how much a value differs from another, in the unit of the KPI.
   *
   * @param significant whether the interval leaves no difference out
   */
  @RegisterForReflection
  @Schema(
      name = "KpiDifference",
      requiredProperties = {"value", "interval", "significant"})
  record Difference(double value, Figures.Interval interval, boolean significant) {

    /** Empty where either is not known or has no interval. */
    static Optional<Difference> between(Figures one, Figures other) {
      return one.estimate()
          .flatMap(now -> other.estimate().map(before -> Newcombe.difference(now, before)))
          .map(
              interval ->
                  new Difference(
                      one.value().orElseThrow() - other.value().orElseThrow(),
                      Figures.Interval.of(interval),
                      interval.low() > 0 || interval.high() < 0));
    }
  }

  /** The part of the period that lies in one hour, day, week or month. */
  @RegisterForReflection
  @Schema(
      name = "KpiStep",
      requiredProperties = {
        "from",
        "to",
        "value",
        "numerator",
        "denominator",
        "immature",
        "exclusions",
        "interval",
        "detail"
      })
  record Step(Instant from, Instant to, @JsonUnwrapped Figures figures) {}

  /**
   * The facts with one value of a dimension.
   *
   * @param key the value; null where the facts say nothing; {@code other} for merged groups
   * @param merged how many groups were merged into this one because they have too few contacts to
   *     be shown alone; left out where this is a single group
   */
  @RegisterForReflection
  @Schema(
      name = "KpiGroup",
      requiredProperties = {
        "key",
        "value",
        "numerator",
        "denominator",
        "immature",
        "exclusions",
        "interval",
        "detail"
      })
  record Group(
      @Schema(description = "The value; null where the facts say nothing; other for merged groups")
          Optional<String> key,
      @JsonInclude(JsonInclude.Include.NON_ABSENT)
          @Schema(description = "How many groups with too few contacts are merged into this one")
          Optional<Integer> merged,
      @JsonUnwrapped Figures figures,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Step>> series) {}

  /**
   * All KPIs of an account.
   *
   * @param pending contacts whose latest facts are not counted yet; 0 when the figures are settled
   * @param settingsVersion of the account's settings the facts were made with
   */
  @RegisterForReflection
  @Schema(
      name = "Kpis",
      requiredProperties = {
        "account",
        "from",
        "to",
        "zone",
        "asOf",
        "pending",
        "settingsVersion",
        "kpis"
      })
  record All(
      String account,
      Instant from,
      Instant to,
      String zone,
      Instant asOf,
      @Schema(description = "Contacts whose latest facts are not counted yet") long pending,
      @Schema(description = "The version of the account's settings the facts were made with")
          int settingsVersion,
      List<KpiAnswer> kpis) {}

  /** One KPI of an account; the same members as in {@link All}. */
  @RegisterForReflection
  @Schema(
      name = "AccountKpi",
      requiredProperties = {
        "account",
        "from",
        "to",
        "zone",
        "pending",
        "settingsVersion",
        "id",
        "definitionVersion",
        "unit",
        "asOf",
        "value",
        "numerator",
        "denominator",
        "immature",
        "exclusions",
        "interval",
        "detail"
      })
  record One(
      String account,
      Instant from,
      Instant to,
      String zone,
      long pending,
      int settingsVersion,
      @JsonUnwrapped KpiAnswer kpi) {}
}
