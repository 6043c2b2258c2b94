package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Facts that count in nothing, in the order of their times.
 *
 * @param next what to send as cursor for the page after this; left out on the last one
 */
@RegisterForReflection
@Schema(
    name = "KpiExclusions",
    requiredProperties = {
      "account",
      "kpi",
      "definitionVersion",
      "settingsVersion",
      "from",
      "to",
      "zone",
      "asOf",
      "items"
    })
record ExclusionPage(
    String account,
    String kpi,
    int definitionVersion,
    int settingsVersion,
    Instant from,
    Instant to,
    String zone,
    Instant asOf,
    List<Excluded> items,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> next) {

  /**
   * A fact that counts in nothing.
   *
   * @param factId the id it would have among the facts of the KPI
   * @param reason test, internal, group, erased or no-basis
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "ExcludedFact",
      description = "A fact that counts in nothing",
      requiredProperties = {"contactId", "factId", "startedAt", "reason"})
  record Excluded(
      UUID contactId, UUID factId, Optional<String> channel, Instant startedAt, String reason) {}
}
