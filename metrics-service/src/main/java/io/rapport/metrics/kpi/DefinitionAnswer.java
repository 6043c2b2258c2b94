package io.rapport.metrics.kpi;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A definition as clients see it.
 *
 * @param horizon ISO 8601 duration; null where facts count at once
 * @param windows the windows of time the same question is answered for, by name
 * @param filters the dimensions by which it can be filtered
 * @param groupings the dimensions by which it can be grouped
 * @param interval how the 95 % interval is computed
 * @param sources the columns it is counted on
 */
@RegisterForReflection
@Schema(name = "KpiDefinition")
record DefinitionAnswer(
    String id,
    String name,
    int definitionVersion,
    Unit unit,
    String formula,
    Optional<String> horizon,
    List<String> windows,
    List<Dimension> filters,
    List<Dimension> groupings,
    String interval,
    List<String> sources) {

  /** All definitions, in the order in which KPIs are shown. */
  @RegisterForReflection
  @Schema(name = "KpiDefinitions")
  record All(List<DefinitionAnswer> definitions) {

    static All ofCatalogue() {
      return new All(Catalogue.all().stream().map(DefinitionAnswer::of).toList());
    }
  }

  static DefinitionAnswer of(KpiDefinition kpi) {
    return new DefinitionAnswer(
        kpi.id(),
        kpi.name(),
        kpi.definitionVersion(),
        kpi.unit(),
        kpi.formula(),
        kpi.horizon().map(Object::toString),
        switch (kpi.computation()) {
          case Computation.Rate rate -> List.copyOf(rate.windows().keySet());
          case Computation.Latency latency -> List.of();
          case Computation.Retention retention -> List.of();
        },
        kpi.filters(),
        kpi.groupings(),
        kpi.interval(),
        kpi.sources());
  }
}
