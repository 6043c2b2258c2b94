package io.rapport.metrics.experiment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.common.problem.Problem;
import io.rapport.metrics.kpi.MessageRate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is to be tested.
 *
 * @param account the WABA id; only needed to make one
 */
@RegisterForReflection
@Schema(name = "ExperimentRequest")
record ExperimentRequest(
    @Schema(description = "WABA id; needed to make one", examples = "102290129340398")
        Optional<String> account,
    @Schema(description = "For people", examples = "Emoji in the headline")
        @NotNull
        @Pattern(regexp = NAME, message = NAME_MESSAGE)
        String name,
    @Schema(description = "The campaign whose messages are its exposures", examples = "spring-sale")
        @NotNull
        @Pattern(regexp = NAME, message = NAME_MESSAGE)
        String campaign,
    @Schema(description = "The KPI that decides: a rate of messages", defaultValue = DEFAULT_METRIC)
        Optional<String> metric,
    @NotNull @Size(min = 2, max = 10) List<@NotNull @Valid VariantPart> variants,
    @Schema(
            description = "The variant the others are compared with; by default the first",
            examples = "A")
        Optional<String> control,
    @Schema(
            description = "Share of contacts that get nothing, 0 to 0.9",
            defaultValue = "0",
            examples = "0.1")
        Optional<@DecimalMin("0") @DecimalMax("0.9") Double> holdOut) {

  /** One line, short, and without what PostgreSQL cannot store. */
  static final String NAME = "^[^\\p{Cc}\\p{Cs}\\p{Z}][^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{0,99}$";

  static final String NAME_MESSAGE = "must be 1 to 100 characters in one line";

  private static final String DEFAULT_METRIC = "response-rate";

  /** One format that is tried. */
  @RegisterForReflection
  @Schema(name = "ExperimentVariantRequest")
  record VariantPart(
      @Schema(description = "The variant its messages are labelled with", examples = "A")
          @NotNull
          @Pattern(regexp = NAME, message = NAME_MESSAGE)
          String name,
      @Schema(description = "In proportion to which contacts get it", defaultValue = "1")
          Optional<@Min(1) @Max(10_000) Integer> weight) {}

  /** Fails with a problem that names the first fault. */
  Design design() {
    var decides = metric.orElse(DEFAULT_METRIC);
    if (MessageRate.find(decides).isEmpty()) {
      throw Problem.badRequest(
          "/metric", "There is no such rate of messages. There are: " + MessageRate.ids() + ".");
    }
    var names = variants.stream().map(VariantPart::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw Problem.badRequest("/variants", "Two variants have the same name.");
    }
    int position = control.map(names::indexOf).orElse(0);
    if (position < 0) {
      throw Problem.badRequest("/control", "There is no variant of this name.");
    }
    return new Design(
        name,
        campaign,
        decides,
        variants.stream().map(v -> new Variant(v.name(), v.weight().orElse(1))).toList(),
        position + 1,
        holdOut.orElse(0.0));
  }
}
