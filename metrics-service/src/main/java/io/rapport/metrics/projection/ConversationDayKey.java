package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.Exclusion;
import java.time.Instant;
import java.util.Comparator;

/**
 * Where facts of one kind count that began on one day and age from another.
 *
 * @param bucket when the day began on which they did
 * @param agesFrom when the day began from which their horizon is counted; {@link
 *     ConversationDays#NOT_YET} while that has not begun
 * @param dim1 the first dimension of the cube, empty where the fact has none
 */
record ConversationDayKey(
    Cube cube,
    ConversationKind kind,
    Instant bucket,
    Instant agesFrom,
    Exclusion exclusion,
    String dim1,
    String dim2)
    implements Comparable<ConversationDayKey> {

  private static final Comparator<ConversationDayKey> ORDER =
      Comparator.comparing(ConversationDayKey::cube)
          .thenComparing(ConversationDayKey::kind)
          .thenComparing(ConversationDayKey::bucket)
          .thenComparing(ConversationDayKey::agesFrom)
          .thenComparing(ConversationDayKey::exclusion)
          .thenComparing(ConversationDayKey::dim1)
          .thenComparing(ConversationDayKey::dim2);

  ConversationDayKey {
    requireNonNull(cube, "cube is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(agesFrom, "agesFrom is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(dim1, "dim1 is null");
    requireNonNull(dim2, "dim2 is null");
  }

  @Override
  public int compareTo(ConversationDayKey other) {
    return ORDER.compare(this, other);
  }
}
