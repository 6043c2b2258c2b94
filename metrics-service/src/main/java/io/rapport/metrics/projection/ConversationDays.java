package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.Exclusion;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a batch adds to the days of conversations, summed up by row, in the order in which rows are
 * locked. Used by one thread.
 */
final class ConversationDays {

  /** After all days. */
  static final Instant NOT_YET = Instant.parse("9999-01-01T00:00:00Z");

  static final List<ConversationMeasure> MEASURES = List.of(ConversationMeasure.values());

  private final ZoneId zone;
  private final SortedMap<ConversationDayKey, long[]> counts = new TreeMap<>();
  private final SortedMap<DetailDayKey, Sum> details = new TreeMap<>();

  /**
   * How many facts, and what they add up to. The sum has no bound, as anybody may report any amount
   * of money.
   */
  record Sum(long facts, BigInteger amount) {

    private Sum and(Sum other) {
      return new Sum(facts + other.facts, amount.add(other.amount));
    }

    private boolean isZero() {
      return facts == 0 && amount.signum() == 0;
    }
  }

  /**
   * @param zone in which days begin
   */
  ConversationDays(ZoneId zone) {
    this.zone = requireNonNull(zone, "zone is null");
  }

  <F> void add(Changes<F> changes, Function<F, List<ConversationContribution>> contributions) {
    changes.withdrawn().forEach(fact -> contributions.apply(fact).forEach(it -> add(it, -1)));
    changes.asserted().forEach(fact -> contributions.apply(fact).forEach(it -> add(it, 1)));
  }

  private void add(ConversationContribution fact, int sign) {
    var day = Span.DAY.begin(fact.began(), zone);
    var agesFrom = fact.agesFrom().map(at -> Span.DAY.begin(at, zone)).orElse(NOT_YET);
    fact.dimensions()
        .forEach(
            (cube, dimensions) -> {
              var key =
                  new ConversationDayKey(
                      cube,
                      fact.kind(),
                      day,
                      agesFrom,
                      fact.exclusion(),
                      dimensions.dim1(),
                      dimensions.dim2());
              if (!fact.counts().isEmpty()) {
                var sums = counts.computeIfAbsent(key, _ -> new long[MEASURES.size()]);
                fact.counts()
                    .forEach((measure, count) -> sums[MEASURES.indexOf(measure)] += sign * count);
              }
              if (fact.exclusion() == Exclusion.NONE) {
                fact.details()
                    .forEach(
                        detail ->
                            details.merge(
                                new DetailDayKey(key, detail.name()),
                                new Sum(
                                    sign,
                                    BigInteger.valueOf(detail.amount())
                                        .multiply(BigInteger.valueOf(sign))),
                                Sum::and));
              }
            });
  }

  SortedMap<ConversationDayKey, long[]> counts() {
    return CubeDeltas.withoutZeros(counts);
  }

  SortedMap<DetailDayKey, Sum> details() {
    var changed = new TreeMap<>(details);
    changed.values().removeIf(Sum::isZero);
    return changed;
  }
}
