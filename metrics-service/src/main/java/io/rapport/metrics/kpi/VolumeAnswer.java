package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How much was written.
 *
 * @param settingsVersion of the account's settings the facts were made with
 * @param series one entry for each step of time; left out where no granularity was asked for
 */
@RegisterForReflection
@Schema(
    name = "Volumes",
    requiredProperties = {
      "account",
      "from",
      "to",
      "zone",
      "asOf",
      "pending",
      "settingsVersion",
      "total"
    })
record VolumeAnswer(
    String account,
    Instant from,
    Instant to,
    String zone,
    Instant asOf,
    long pending,
    int settingsVersion,
    Counts total,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Step>> series) {

  /**
   * Of contacts that count; groups are apart.
   *
   * @param inbound substantive messages of customers
   * @param outbound messages of the business, by origin; those that failed included
   * @param outboundByCategory the same by what Meta charges them as; empty where nothing said it
   * @param episodes that were opened
   * @param contacts who wrote or were written to
   * @param groupMessages in groups, either way; they are in nothing else
   * @param blocked messages that the business meant to send and held back; they are in nothing else
   */
  @RegisterForReflection
  @Schema(
      name = "VolumeCounts",
      requiredProperties = {
        "inbound",
        "outbound",
        "outboundByCategory",
        "episodes",
        "contacts",
        "groupMessages",
        "blocked"
      })
  record Counts(
      long inbound,
      SortedMap<String, Long> outbound,
      SortedMap<String, Long> outboundByCategory,
      long episodes,
      long contacts,
      long groupMessages,
      Blocked blocked) {}

  /**
   * Messages that gates of the business held back.
   *
   * @param byReason {@code consent}, {@code frequency-cap}, {@code quiet-hours}, {@code other};
   *     those that held nothing back are left out
   */
  @RegisterForReflection
  @Schema(
      name = "BlockedSends",
      requiredProperties = {"total", "byReason"})
  record Blocked(long total, SortedMap<String, Long> byReason) {}

  /** The part of the period that lies in one hour, day, week or month. */
  @RegisterForReflection
  @Schema(
      name = "VolumeStep",
      requiredProperties = {"from", "counts"})
  record Step(Instant from, Counts counts) {}
}
