package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What messages cost and what they brought.
 *
 * @param settingsVersion of the account's settings the facts were made with
 * @param currency of all costs; null where no price list was given
 * @param priceListVersion by which prices it was counted; 0 where none was given
 * @param series one entry for each step of time; left out where no granularity was asked for
 * @param groups one entry for each value of the dimension; left out where not grouped
 */
@RegisterForReflection
@Schema(
    name = "Costs",
    requiredProperties = {
      "account",
      "from",
      "to",
      "zone",
      "asOf",
      "pending",
      "settingsVersion",
      "currency",
      "priceListVersion",
      "total"
    })
record CostAnswer(
    String account,
    Instant from,
    Instant to,
    String zone,
    Instant asOf,
    long pending,
    int settingsVersion,
    Optional<String> currency,
    int priceListVersion,
    Amounts total,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Step>> series,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Group>> groups) {

  /**
   * Of some messages.
   *
   * @param delivered how many were delivered: only these cost anything
   * @param free of these, those that Meta says it charges nothing for
   * @param unpriced of these, those whose price is not known: they are in no cost
   * @param costMicros of all others, in millionths of the currency; null where no prices are known
   * @param costPerDelivered in the currency; null where something is unpriced
   */
  @RegisterForReflection
  @Schema(
      name = "CostAmounts",
      requiredProperties = {
        "delivered",
        "free",
        "unpriced",
        "costMicros",
        "costPerDelivered",
        "mature"
      })
  record Amounts(
      long delivered,
      long free,
      long unpriced,
      Optional<Long> costMicros,
      OptionalDouble costPerDelivered,
      Mature mature) {}

  /**
   * Of business-initiated messages so old that no further conversion is due to them.
   *
   * @param conversions due to them, by the last touch
   * @param valueMinorUnits of these, less refunds, by currency
   * @param costPerConversion in the currency; null without conversions, or where something is
   *     unpriced
   * @param valuePerDelivered in the currency of the costs, or of the only one conversions have
   * @param returnOnInvestment (value - cost) / cost; null unless all prices are known and all value
   *     is in the currency of the costs
   */
  @RegisterForReflection
  @Schema(
      name = "CostsOfMatureMessages",
      requiredProperties = {
        "delivered",
        "unpriced",
        "costMicros",
        "conversions",
        "valueMinorUnits",
        "costPerConversion",
        "valuePerDelivered",
        "returnOnInvestment"
      })
  record Mature(
      long delivered,
      long unpriced,
      Optional<Long> costMicros,
      long conversions,
      SortedMap<String, Long> valueMinorUnits,
      OptionalDouble costPerConversion,
      OptionalDouble valuePerDelivered,
      OptionalDouble returnOnInvestment) {}

  /** The part of the period that lies in one hour, day, week or month. */
  @RegisterForReflection
  @Schema(
      name = "CostStep",
      requiredProperties = {"from", "amounts"})
  record Step(Instant from, Amounts amounts) {}

  /**
   * Messages with one value of the dimension.
   *
   * @param key null for messages without a value
   * @param merged how many groups with too few contacts this is of
   * @param series one entry for each step of time; left out where no granularity was asked for
   */
  @RegisterForReflection
  @Schema(
      name = "CostGroup",
      requiredProperties = {"key", "amounts"})
  record Group(
      Optional<String> key,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> merged,
      Amounts amounts,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Step>> series) {}
}
