package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the catalogue says of one KPI, as far as other surfaces need it.
 *
 * @param formula for people: numerator / denominator
 * @param horizon after how long a fact's contribution does not change any more
 * @param groupings names of the dimensions it can be grouped by
 * @param additive whether numerators and denominators of days, or of groups, add up to those of
 *     all; they do not where contacts are counted, and a median does not come out of its counts
 */
public record KpiEntry(
    String id,
    String name,
    int definitionVersion,
    Unit unit,
    String formula,
    Optional<Duration> horizon,
    List<String> groupings,
    boolean additive) {

  public KpiEntry {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(unit, "unit is null");
    requireNonNull(formula, "formula is null");
    requireNonNull(horizon, "horizon is null");
    groupings = List.copyOf(groupings);
  }

  /** The whole catalogue, in the order in which it is shown. */
  public static List<KpiEntry> all() {
    return Catalogue.all().stream().map(KpiEntry::of).toList();
  }

  private static KpiEntry of(KpiDefinition kpi) {
    return new KpiEntry(
        kpi.id(),
        kpi.name(),
        kpi.definitionVersion(),
        kpi.unit(),
        kpi.formula(),
        kpi.horizon(),
        kpi.groupings().stream().map(Dimension::id).toList(),
        kpi.computation() instanceof Computation.Rate rate
            && !rate.headline().denominator().ofContacts());
  }
}
