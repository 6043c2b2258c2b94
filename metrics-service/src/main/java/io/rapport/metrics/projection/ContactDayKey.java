package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.Exclusion;
import java.time.Instant;
import java.util.Comparator;

/**
 * Where a contact counts on a day.
 *
 * @param bucket the day, its month, or the quarter of an hour of the first such fact of the day
 * @param previous the last day before it on which the contact counted; {@link #NEVER} without one
 */
record ContactDayKey(
    Span span, ContactMeasure measure, Instant bucket, Exclusion exclusion, Instant previous)
    implements Comparable<ContactDayKey> {

  /** Before all facts. */
  static final Instant NEVER = Instant.EPOCH;

  private static final Comparator<ContactDayKey> ORDER =
      Comparator.comparing(ContactDayKey::span)
          .thenComparing(ContactDayKey::measure)
          .thenComparing(ContactDayKey::bucket)
          .thenComparing(ContactDayKey::exclusion)
          .thenComparing(ContactDayKey::previous);

  ContactDayKey {
    requireNonNull(span, "span is null");
    requireNonNull(measure, "measure is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(previous, "previous is null");
  }

  @Override
  public int compareTo(ContactDayKey other) {
    return ORDER.compare(this, other);
  }
}
