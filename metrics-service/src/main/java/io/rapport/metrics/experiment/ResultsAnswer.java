package io.rapport.metrics.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.kpi.Figures;
import io.rapport.metrics.statistics.SampleRatio;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of an experiment.
 *
 * @param settingsVersion of the account's settings the facts were made with
 * @param from when it started
 * @param to until when messages are exposures: the stop, or the moment of asking
 * @param withheld whether figures are left out because an arm has too few contacts for the caller
 * @param lift conversions against the hold-out; absent without one
 * @param winner absent where none can be named
 * @param verdict a sentence why
 */
@RegisterForReflection
@Schema(name = "ExperimentResults")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ResultsAnswer(
    @Schema(required = true) String account,
    @Schema(required = true) String id,
    @Schema(required = true) ExperimentState state,
    @Schema(required = true) String metric,
    @Schema(required = true) int definitionVersion,
    @Schema(required = true) int settingsVersion,
    @Schema(required = true) Instant from,
    @Schema(required = true) Instant to,
    @Schema(required = true) Instant asOf,
    @Schema(required = true, description = "Contacts whose latest facts are not counted yet")
        long pending,
    @Schema(required = true, description = "sequential or fixed") String method,
    @Schema(required = true) boolean withheld,
    @Schema(required = true) List<Arm> arms,
    @Schema(required = true) HeldBack holdOut,
    @Schema(required = true) Checks guards,
    @Schema(required = true) List<Difference> differences,
    Optional<Lift> lift,
    Optional<String> winner,
    @Schema(required = true) String verdict) {

  /**
   * One variant.
   *
   * @param assigned contacts
   * @param exposed those who were sent a message of it
   * @param analysed those who count: exposed to no other variant, with something mature
   * @param value numerator / denominator; absent where nothing was measured
   */
  @RegisterForReflection
  @Schema(name = "ExperimentArm")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Arm(
      String name,
      boolean control,
      int weight,
      long assigned,
      long exposed,
      long analysed,
      OptionalDouble value,
      long numerator,
      long denominator,
      long immature,
      Optional<Figures.Interval> interval) {}

  /** Those who are to get nothing; who did get something is counted by a guard. */
  @RegisterForReflection
  @Schema(name = "ExperimentHoldOut")
  record HeldBack(long assigned) {}

  /** Whether the results can be trusted; the verdict is the worst of all. */
  @RegisterForReflection
  @Schema(name = "ExperimentGuards")
  record Checks(
      String verdict,
      RatioCheck assignedRatio,
      RatioCheck exposedRatio,
      ShareCheck severalArms,
      ShareCheck againstAssignment,
      ShareCheck withoutAssignment) {

    static Checks of(Guards guards) {
      return new Checks(
          id(guards.verdict()),
          RatioCheck.of(guards.assignedRatio()),
          RatioCheck.of(guards.exposedRatio()),
          ShareCheck.of(guards.severalArms()),
          ShareCheck.of(guards.againstAssignment()),
          ShareCheck.of(guards.withoutAssignment()));
    }
  }

  /** Whether arms got the shares they were meant to get. */
  @RegisterForReflection
  @Schema(name = "SampleRatioCheck")
  record RatioCheck(String verdict, double pValue, double deviation) {

    static RatioCheck of(SampleRatio ratio) {
      return new RatioCheck(id(ratio.verdict()), ratio.pValue(), ratio.deviation());
    }
  }

  /** Contacts to whom something went wrong; more than 1 % are red. */
  @RegisterForReflection
  @Schema(name = "ExposureCheck")
  record ShareCheck(String verdict, long contacts, long of, double share) {

    static ShareCheck of(Guards.Share share) {
      return new ShareCheck(id(share.verdict()), share.contacts(), share.of(), share.value());
    }
  }

  /**
   * A variant against the control.
   *
   * @param value absent where one of them has nobody who counts
   * @param interval at the level that, over all variants, errs in 5 % of experiments at most
   * @param significant whether the interval leaves no difference out
   */
  @RegisterForReflection
  @Schema(name = "ExperimentDifference")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Difference(
      String variant,
      OptionalDouble value,
      Optional<Figures.Interval> interval,
      boolean significant,
      OptionalDouble chanceToWin,
      OptionalDouble expectedLoss) {}

  /**
   * Conversions within seven days of the assignment, of all variants together against the hold-out.
   *
   * @param immature contacts assigned less than seven days ago
   */
  @RegisterForReflection
  @Schema(name = "ExperimentLift")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Lift(
      OptionalDouble value,
      Group treated,
      Group heldOut,
      long immature,
      Optional<Figures.Interval> interval,
      boolean significant) {}

  /** Contacts and how many of them converted. */
  @RegisterForReflection
  @Schema(name = "ConvertedGroup")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Group(long contacts, long converted, OptionalDouble rate) {}

  private static String id(SampleRatio.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
