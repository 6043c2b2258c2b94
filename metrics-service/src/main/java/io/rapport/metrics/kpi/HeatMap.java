package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One KPI by hour and weekday, by the clock of the zone.
 *
 * @param cells those in which something happened, in the order of the week
 * @param other cells of too few contacts as one; absent where there are none
 */
@RegisterForReflection
@Schema(
    name = "HeatMap",
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
      "cells"
    })
record HeatMap(
    String account,
    Instant from,
    Instant to,
    String zone,
    long pending,
    int settingsVersion,
    String id,
    int definitionVersion,
    Unit unit,
    Instant asOf,
    List<HourCell> cells,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Other> other) {

  private static final int HOURS = 24;

  /** One hour of one day of the week. */
  @RegisterForReflection
  @Schema(
      name = "HeatMapCell",
      requiredProperties = {
        "dayOfWeek",
        "hour",
        "value",
        "numerator",
        "denominator",
        "immature",
        "exclusions",
        "interval",
        "detail"
      })
  record HourCell(
      @Schema(description = "1 is Monday") int dayOfWeek,
      int hour,
      @JsonUnwrapped Figures figures) {}

  /**
   * Several cells as one.
   *
   * @param merged how many
   */
  @RegisterForReflection
  @Schema(
      name = "HeatMapOther",
      requiredProperties = {
        "merged",
        "value",
        "numerator",
        "denominator",
        "immature",
        "exclusions",
        "interval",
        "detail"
      })
  record Other(int merged, @JsonUnwrapped Figures figures) {}

  static HeatMap of(KpiAnswer.One one) {
    var kpi = one.kpi();
    var groups = kpi.groups().orElseThrow();
    return new HeatMap(
        one.account(),
        one.from(),
        one.to(),
        one.zone(),
        one.pending(),
        one.settingsVersion(),
        kpi.id(),
        kpi.definitionVersion(),
        kpi.unit(),
        kpi.asOf(),
        groups.stream().filter(group -> group.merged().isEmpty()).map(HeatMap::cell).toList(),
        groups.stream()
            .filter(group -> group.merged().isPresent())
            .map(group -> new Other(group.merged().get(), group.figures()))
            .findFirst());
  }

  private static HourCell cell(KpiAnswer.Group group) {
    int hourOfWeek = Integer.parseInt(group.key().orElseThrow());
    return new HourCell(hourOfWeek / HOURS + 1, hourOfWeek % HOURS, group.figures());
  }
}
