package io.rapport.metrics.live;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.kpi.KpiReading;
import io.rapport.metrics.kpi.Unit;
import java.time.Instant;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a KPI comes to now.
 *
 * @param settingsVersion of the account's settings the facts were made with
 * @param value null where nothing was measured, which is not zero
 * @param asOf when it was counted
 */
@RegisterForReflection
@Schema(
    name = "KpiChange",
    requiredProperties = {
      "id",
      "definitionVersion",
      "settingsVersion",
      "unit",
      "value",
      "numerator",
      "denominator",
      "immature",
      "from",
      "to",
      "asOf"
    })
record KpiChange(
    String id,
    int definitionVersion,
    int settingsVersion,
    Unit unit,
    @Schema(type = SchemaType.NUMBER, nullable = true) OptionalDouble value,
    long numerator,
    long denominator,
    long immature,
    Instant from,
    Instant to,
    Instant asOf) {

  static KpiChange of(KpiReading reading) {
    return new KpiChange(
        reading.kpi(),
        reading.definitionVersion(),
        reading.settingsVersion(),
        reading.unit(),
        reading.value(),
        reading.numerator(),
        reading.denominator(),
        reading.immature(),
        reading.from(),
        reading.to(),
        reading.asOf());
  }

  /** Whether it says anything that the other does not, but for the time. */
  boolean tellsMoreThan(KpiChange other) {
    return !value.equals(other.value)
        || numerator != other.numerator
        || denominator != other.denominator
        || immature != other.immature
        || definitionVersion != other.definitionVersion
        || settingsVersion != other.settingsVersion;
  }
}
