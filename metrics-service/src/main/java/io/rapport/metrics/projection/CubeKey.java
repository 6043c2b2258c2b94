package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.CampaignLabel;
import io.rapport.metrics.timeline.Exclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where in a cube a fact counts.
 *
 * @param bucket the quarter of an hour (UTC) in which the fact began
 * @param dim1 the first dimension of the cube, empty where the fact has none
 */
record CubeKey(Cube cube, Instant bucket, Exclusion exclusion, String dim1, String dim2)
    implements Comparable<CubeKey> {

  private static final long BUCKET_SECONDS = Duration.ofMinutes(15).toSeconds();

  private static final Comparator<CubeKey> ORDER =
      Comparator.comparing(CubeKey::cube)
          .thenComparing(CubeKey::bucket)
          .thenComparing(CubeKey::exclusion)
          .thenComparing(CubeKey::dim1)
          .thenComparing(CubeKey::dim2);

  CubeKey {
    requireNonNull(cube, "cube is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(dim1, "dim1 is null");
    requireNonNull(dim2, "dim2 is null");
  }

  /** One key in each cube. */
  static List<CubeKey> of(
      Instant begin,
      Exclusion exclusion,
      CampaignLabel label,
      int channelId,
      Optional<Origin> origin) {
    var bucket =
        Instant.ofEpochSecond(
            Math.floorDiv(begin.getEpochSecond(), BUCKET_SECONDS) * BUCKET_SECONDS);
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
            origin.map(Origin::id).orElse("")));
  }

  @Override
  public int compareTo(CubeKey other) {
    return ORDER.compare(this, other);
  }
}
