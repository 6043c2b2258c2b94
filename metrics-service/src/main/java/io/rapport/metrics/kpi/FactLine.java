package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A fact in a file, which has nothing around it that could say how it was counted.
 *
 * @param definitionVersion of the KPI
 * @param settingsVersion of the account's settings the fact was made with
 */
@RegisterForReflection
record FactLine(@JsonUnwrapped Fact fact, int definitionVersion, int settingsVersion) {

  /** What a line has beside the fact. */
  static final List<String> VERSIONS = List.of("definitionVersion", "settingsVersion");

  FactLine {
    requireNonNull(fact, "fact is null");
  }

  static List<FactLine> of(List<Fact> facts, Question question, Grounds grounds) {
    var version = question.kpis().getFirst().definitionVersion();
    return facts.stream()
        .map(fact -> new FactLine(fact, version, grounds.settings().version()))
        .toList();
  }
}
