package io.rapport.simulator.delivery;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What goes wrong on purpose on the way to the business. */
@Schema(description = "What goes wrong on purpose on the way to the business")
public record Faults(
    @Schema(description = "Share of requests sent twice, 0 to 1", examples = "0.02")
        double duplicateRate,
    @Schema(
            description =
                "Share of attempts given up before an answer, and then repeated, 0 to 0.95",
            examples = "0.005")
        double dropRate,
    @Schema(description = "Wait before every attempt, milliseconds", examples = "0")
        int delayMillis,
    @Schema(description = "Most facts in one request, 1 to 1000", examples = "20") int batchSize) {

  /** The most updates Meta aggregates into one POST. */
  public static final int MAX_BATCH = 1000;

  private static final double MAX_DROP = 0.95;
  private static final int MAX_DELAY = 600_000;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Faults {
    check(duplicateRate >= 0 && duplicateRate <= 1, "duplicateRate must be between 0 and 1");
    check(dropRate >= 0 && dropRate <= MAX_DROP, "dropRate must be between 0 and " + MAX_DROP);
    check(
        delayMillis >= 0 && delayMillis <= MAX_DELAY,
        "delayMillis must be between 0 and " + MAX_DELAY);
    check(batchSize >= 1 && batchSize <= MAX_BATCH, "batchSize must be between 1 and " + MAX_BATCH);
  }

  private static void check(boolean valid, String rule) {
    if (!valid) {
      throw new IllegalArgumentException(rule);
    }
  }
}
