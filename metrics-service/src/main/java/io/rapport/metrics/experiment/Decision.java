package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.statistics.SampleRatio.Verdict;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which arm has won. Pure.
 *
 * @param winner the arm; empty where none can be named
 * @param reason a sentence why
 */
record Decision(Optional<Integer> winner, String reason) {

  Decision {
    requireNonNull(winner, "winner is null");
    requireNonNull(reason, "reason is null");
  }

  /**
   * Names a winner only where no guard objects and the interval leaves no difference out.
   *
   * @param contrasts of the variants with the control, by arm; those that could be compared
   * @param mayDecide whether the interval was asked for at a time at which it holds
   */
  static Decision of(
      Design design,
      Verdict guards,
      Map<Integer, Contrast> contrasts,
      boolean fewerIsBetter,
      boolean mayDecide) {
    if (guards != Verdict.GREEN) {
      return none("A guard is " + guards.name().toLowerCase(Locale.ROOT) + ": no winner is named");
    }
    if (!mayDecide) {
      return none(
          "With method=fixed a winner is named once the experiment is stopped and everything sent"
              + " is mature");
    }
    var best =
        contrasts.entrySet().stream()
            .filter(entry -> entry.getValue().sign(fewerIsBetter) > 0)
            .max(Comparator.comparingDouble(entry -> Math.abs(entry.getValue().value())));
    if (best.isPresent()) {
      int arm = best.get().getKey();
      return new Decision(Optional.of(arm), design.nameOf(arm) + " is better than the control");
    }
    boolean controlWins =
        contrasts.size() == design.variants().size() - 1
            && contrasts.values().stream().allMatch(c -> c.sign(fewerIsBetter) < 0);
    return controlWins
        ? new Decision(Optional.of(design.control()), "Everything else is worse than the control")
        : none("No interval leaves a difference of nothing out yet");
  }

  private static Decision none(String reason) {
    return new Decision(Optional.empty(), reason);
  }
}
