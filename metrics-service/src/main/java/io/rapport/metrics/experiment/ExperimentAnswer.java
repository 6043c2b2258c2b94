package io.rapport.metrics.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An experiment as it is.
 *
 * @param account the WABA id
 * @param id names it in addresses
 */
@RegisterForReflection
@Schema(name = "Experiment")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ExperimentAnswer(
    @Schema(required = true) String account,
    @Schema(required = true) String id,
    @Schema(required = true) String name,
    @Schema(required = true) String campaign,
    @Schema(required = true) String metric,
    @Schema(required = true) List<VariantAnswer> variants,
    @Schema(required = true) String control,
    @Schema(required = true) double holdOut,
    @Schema(required = true) ExperimentState state,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) String createdBy,
    @Schema(required = true) Instant changedAt,
    @Schema(required = true) String changedBy) {

  /** One format that is tried. */
  @RegisterForReflection
  @Schema(name = "ExperimentVariant")
  record VariantAnswer(@Schema(required = true) String name, @Schema(required = true) int weight) {}

  /**
   * Experiments, the newest first.
   *
   * @param next empty on the last page
   */
  @RegisterForReflection
  @Schema(name = "ExperimentPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Page(
      @Schema(required = true) List<ExperimentAnswer> items,
      @Schema(description = "Send as `cursor` to read on; absent on the last page")
          Optional<String> next) {}

  static ExperimentAnswer of(String account, ExperimentRecord row) {
    var design = row.design();
    return new ExperimentAnswer(
        account,
        row.experimentId().text(),
        design.name(),
        design.campaign(),
        design.metric(),
        design.variants().stream().map(v -> new VariantAnswer(v.name(), v.weight())).toList(),
        design.nameOf(design.control()),
        design.holdOut(),
        row.state(),
        Optional.ofNullable(row.startedAt),
        Optional.ofNullable(row.stoppedAt),
        row.createdAt,
        row.createdBy,
        row.changedAt,
        row.changedBy);
  }
}
