package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Where something counts that stands beside a number.
 *
 * @param day where the fact counts; nothing excludes it
 */
record DetailDayKey(ConversationDayKey day, ConversationDetail.Name name)
    implements Comparable<DetailDayKey> {

  private static final Comparator<DetailDayKey> ORDER =
      Comparator.comparing(DetailDayKey::day)
          .thenComparing(key -> key.name().kind())
          .thenComparing(key -> key.name().name1())
          .thenComparing(key -> key.name().name2())
          .thenComparingInt(key -> key.name().number());

  DetailDayKey {
    requireNonNull(day, "day is null");
    requireNonNull(name, "name is null");
  }

  @Override
  public int compareTo(DetailDayKey other) {
    return ORDER.compare(this, other);
  }
}
