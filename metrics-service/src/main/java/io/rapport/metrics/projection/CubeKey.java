package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.CampaignLabel;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Lifecycle;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where in a cube a fact counts.
 *
 * @param span how long the bucket is
 * @param bucket when the bucket began in which the fact did
 * @param dim1 the first dimension of the cube, empty where the fact has none
 */
record CubeKey(Span span, Cube cube, Instant bucket, Exclusion exclusion, String dim1, String dim2)
    implements Comparable<CubeKey> {

  private static final Comparator<CubeKey> ORDER =
      Comparator.comparing(CubeKey::span)
          .thenComparing(CubeKey::cube)
          .thenComparing(CubeKey::bucket)
          .thenComparing(CubeKey::exclusion)
          .thenComparing(CubeKey::dim1)
          .thenComparing(CubeKey::dim2);

  CubeKey {
    requireNonNull(span, "span is null");
    requireNonNull(cube, "cube is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(dim1, "dim1 is null");
    requireNonNull(dim2, "dim2 is null");
  }

  /** Of a quarter of an hour. */
  CubeKey(Cube cube, Instant bucket, Exclusion exclusion, String dim1, String dim2) {
    this(Span.QUARTER_HOUR, cube, bucket, exclusion, dim1, dim2);
  }

  /** The key of the longer bucket this one lies in, by the clock of a zone. */
  CubeKey over(Span longer, ZoneId zone) {
    return new CubeKey(longer, cube, longer.begin(bucket, zone), exclusion, dim1, dim2);
  }

  /** What the database stores: which cube, and how long its buckets are. */
  short code() {
    return (short) (span.code() + cube.code());
  }

  /** One key in each cube. */
  static List<CubeKey> of(
      Instant begin,
      Exclusion exclusion,
      Lifecycle lifecycle,
      CampaignLabel label,
      int channelId,
      Optional<Origin> origin) {
    var bucket = Span.QUARTER_HOUR.begin(begin, ZoneOffset.UTC);
    return List.of(
        new CubeKey(Cube.OVERALL, bucket, exclusion, "", ""),
        new CubeKey(
            Cube.CAMPAIGN_VARIANT,
            bucket,
            exclusion,
            label.campaign().orElse(""),
            label.variant().orElse("")),
        new CubeKey(
            Cube.TEMPLATE_LANGUAGE,
            bucket,
            exclusion,
            label.template().orElse(""),
            label.language().orElse("")),
        new CubeKey(
            Cube.CHANNEL_ORIGIN,
            bucket,
            exclusion,
            Integer.toString(channelId),
            origin.map(Origin::id).orElse("")),
        new CubeKey(
            Cube.SEGMENT_LIFECYCLE, bucket, exclusion, label.segment().orElse(""), lifecycle.id()));
  }

  @Override
  public int compareTo(CubeKey other) {
    return ORDER.compare(this, other);
  }
}
