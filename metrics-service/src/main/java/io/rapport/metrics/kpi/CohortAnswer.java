package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Contacts by the period in which they first wrote, and how many of them were active in each period
 * since.
 *
 * @param activity by what a contact counts as active: message, purchase or either
 * @param variant exact: active in that very period; on-or-after: in it or a later one
 * @param settingsVersion of the account's settings the facts were made with
 */
@RegisterForReflection
@Schema(
    name = "Cohorts",
    requiredProperties = {
      "account",
      "from",
      "to",
      "zone",
      "granularity",
      "activity",
      "variant",
      "asOf",
      "settingsVersion",
      "cohorts"
    })
record CohortAnswer(
    String account,
    Instant from,
    Instant to,
    String zone,
    String granularity,
    String activity,
    String variant,
    Instant asOf,
    int settingsVersion,
    List<Cohort> cohorts) {

  /**
   * The contacts who first wrote in one period.
   *
   * @param contacts how many they are; left out where they are too few to be shown
   * @param periods one for each period from their first on; empty where they are too few
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "Cohort",
      requiredProperties = {"from", "periods"})
  record Cohort(Instant from, Optional<Long> contacts, List<Active> periods) {}

  /**
   * How many of a cohort were active in a period.
   *
   * @param offset 0 for the period in which they first wrote
   * @param complete whether the period is over
   * @param share contacts / contacts of the cohort
   */
  @RegisterForReflection
  @Schema(
      name = "CohortPeriod",
      requiredProperties = {"offset", "complete", "contacts", "share", "interval"})
  record Active(
      int offset,
      boolean complete,
      long contacts,
      OptionalDouble share,
      Optional<Figures.Interval> interval) {}
}
