package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.statistics.LogBins;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What of a fact stands beside the numbers it counts for.
 *
 * @param amount what is added up, if anything
 */
record ConversationDetail(Name name, long amount) {

  /** What it is counted under; parts that a kind does not have are empty or zero. */
  record Name(DetailKind kind, String name1, String name2, int number) {

    Name {
      requireNonNull(kind, "kind is null");
      requireNonNull(name1, "name1 is null");
      requireNonNull(name2, "name2 is null");
    }
  }

  ConversationDetail {
    requireNonNull(name, "name is null");
  }

  /**
   * A wait for a person.
   *
   * @param kind after a handover or in the queue
   * @param until when it ended, if it did
   */
  static ConversationDetail wait(DetailKind kind, Instant from, Optional<Instant> until) {
    var seconds = until.map(at -> Math.max(0, Duration.between(from, at).toSeconds()));
    return new ConversationDetail(
        new Name(kind, "", "", seconds.map(LogBins::bin).orElse(DetailKind.NONE)),
        seconds.orElse(0L));
  }

  /**
   * A step of a flow.
   *
   * @param answered whether the run went on after it
   */
  static ConversationDetail step(String flow, String step, boolean answered, int position) {
    return new ConversationDetail(
        new Name(DetailKind.STEP, flow, step, answered ? 1 : 0), position);
  }

  /** A cart that was not bought. */
  static ConversationDetail abandoned(String currency, long minorUnits) {
    return new ConversationDetail(new Name(DetailKind.ABANDONED_CART, currency, "", 0), minorUnits);
  }

  /** What was bought in an episode. */
  static ConversationDetail conversions(int count) {
    return new ConversationDetail(new Name(DetailKind.CONVERSIONS, "", "", 0), count);
  }

  /** Something else, of which only how often is told. */
  static ConversationDetail of(DetailKind kind, String name1, int number) {
    return new ConversationDetail(new Name(kind, name1, "", number), 0);
  }
}
