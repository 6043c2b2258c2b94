package io.rapport.metrics.timing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.kpi.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How people react to many messages.
 *
 * @param settingsVersion of the account's settings the facts were made with
 */
@RegisterForReflection
@Schema(name = "Fatigue")
record FatigueAnswer(
    String account,
    Instant from,
    Instant to,
    Instant asOf,
    int settingsVersion,
    List<Window> windows) {

  /**
   * By the messages received within so many days.
   *
   * @param cap the most messages for which no rate is worse than for the first; absent where none
   *     is ever worse
   * @param because the rates that get worse after that many
   */
  @RegisterForReflection
  @Schema(
      name = "FatigueWindow",
      requiredProperties = {"days", "rates", "because"})
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Window(int days, Optional<Integer> cap, List<String> because, List<Rate> rates) {}

  /** One rate by the messages received. */
  @RegisterForReflection
  @Schema(
      name = "FatigueRate",
      requiredProperties = {"id", "definitionVersion", "levels", "hidden"})
  record Rate(String id, int definitionVersion, List<Level> levels, int hidden) {}

  /**
   * The messages that were the so-manieth of their contact.
   *
   * @param received the message itself and those before it
   * @param orMore whether it stands for more, too
   * @param worse whether the rate is worse than for the first message beyond doubt
   */
  @RegisterForReflection
  @Schema(
      name = "FatigueLevel",
      requiredProperties = {
        "received",
        "orMore",
        "value",
        "numerator",
        "denominator",
        "contacts",
        "interval",
        "worse"
      })
  record Level(
      int received,
      boolean orMore,
      double value,
      long numerator,
      long denominator,
      long contacts,
      Figures.Interval interval,
      boolean worse) {}
}
