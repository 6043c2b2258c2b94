package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.kpi.Computation.Retention;
import io.rapport.metrics.settings.InEffect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a KPI means and how it is counted.
 *
 * @param definitionVersion raised whenever formula, horizon or exclusions change
 * @param formula for people: numerator / denominator
 * @param horizon after how long a fact's contribution does not change any more; empty where every
 *     fact counts at once
 * @param interval how the 95 % interval of the value is computed
 * @param sources the columns it is counted on
 */
record KpiDefinition(
    String id,
    String name,
    int definitionVersion,
    Unit unit,
    String formula,
    Optional<Duration> horizon,
    String interval,
    List<String> sources,
    Computation computation) {

  KpiDefinition {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(unit, "unit is null");
    requireNonNull(formula, "formula is null");
    requireNonNull(horizon, "horizon is null");
    requireNonNull(interval, "interval is null");
    sources = List.copyOf(sources);
    requireNonNull(computation, "computation is null");
  }

  /** The same, with the horizon it has for an account with these settings. */
  KpiDefinition in(InEffect settings) {
    return computation instanceof Computation.Rate rate
        ? new KpiDefinition(
            id,
            name,
            definitionVersion,
            unit,
            formula,
            horizon.map(usual -> rate.headline().horizon(settings)),
            interval,
            sources,
            computation)
        : this;
  }

  /** The dimensions by which it can be filtered. */
  List<Dimension> filters() {
    return List.of(Dimension.values()).stream()
        .filter(dimension -> dimension.of(computation.table()) && !dimension.temporal())
        .toList();
  }

  /** The dimensions by which it can be grouped. */
  List<Dimension> groupings() {
    return List.of(Dimension.values()).stream()
        .filter(dimension -> dimension.of(computation.table()))
        // Segments overlap: their numbers would not add up.
        .filter(dimension -> dimension != Dimension.MEMBER_OF)
        // Who comes back in a period does not do so at an hour.
        .filter(dimension -> !(computation instanceof Retention) || !dimension.temporal())
        .toList();
  }
}
