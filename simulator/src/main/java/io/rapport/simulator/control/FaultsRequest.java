package io.rapport.simulator.control;

import io.rapport.simulator.delivery.Faults;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Faults to change; what is absent stays. */
@Schema(description = "Faults to change; what is absent stays as it is")
public record FaultsRequest(
    @Schema(description = "Share of webhooks sent twice, 0 to 1", examples = "0.2")
        Optional<Double> duplicateRate,
    @Schema(
            description = "Share of attempts given up before an answer, 0 to 0.95",
            examples = "0.1")
        Optional<Double> dropRate,
    @Schema(description = "Wait before every attempt, milliseconds", examples = "0")
        Optional<Integer> delayMillis,
    @Schema(description = "Most facts in one webhook, 1 to 1000", examples = "1000")
        Optional<Integer> batchSize) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  Faults appliedTo(Faults now) {
    return new Faults(
        duplicateRate.orElse(now.duplicateRate()),
        dropRate.orElse(now.dropRate()),
        delayMillis.orElse(now.delayMillis()),
        batchSize.orElse(now.batchSize()));
  }
}
