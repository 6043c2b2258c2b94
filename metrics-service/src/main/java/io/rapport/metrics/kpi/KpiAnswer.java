package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One KPI.
 *
 * @param previous the period of the same length before; left out where not asked for
 * @param series one entry for each step of time; left out where no granularity was asked for
 * @param groups one entry for each value of the dimension; left out where not grouped
 */
@RegisterForReflection
record KpiAnswer(
    String id,
    int definitionVersion,
    Unit unit,
    @JsonUnwrapped Figures figures,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Previous> previous,
    Instant asOf,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Step>> series,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Group>> groups) {

  /** What the value was before. */
  @RegisterForReflection
  record Previous(
      Instant from, Instant to, OptionalDouble value, long numerator, long denominator) {}

  /** The part of the period that lies in one hour, day, week or month. */
  @RegisterForReflection
  record Step(Instant from, Instant to, @JsonUnwrapped Figures figures) {}

  /**
   * The facts with one value of a dimension.
   *
   * @param key the value; null where the facts say nothing; {@code other} for merged groups
   * @param merged how many groups were merged into this one because they have too few contacts to
   *     be shown alone; left out where this is a single group
   */
  @RegisterForReflection
  record Group(
      Optional<String> key,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> merged,
      @JsonUnwrapped Figures figures,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Step>> series) {}

  /**
   * All KPIs of an account.
   *
   * @param pending contacts whose latest facts are not counted yet; 0 when the figures are settled
   */
  @RegisterForReflection
  record All(
      String account,
      Instant from,
      Instant to,
      String zone,
      Instant asOf,
      long pending,
      List<KpiAnswer> kpis) {}

  /** One KPI of an account; the same members as in {@link All}. */
  @RegisterForReflection
  record One(
      String account,
      Instant from,
      Instant to,
      String zone,
      long pending,
      @JsonUnwrapped KpiAnswer kpi) {}
}
