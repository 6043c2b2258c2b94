package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.CampaignLabel;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Lifecycle;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one fact counts in {@code conversation_day} and {@code detail_day}.
 *
 * @param began to which day it belongs
 * @param agesFrom from when its horizon is counted, once that has begun
 * @param dimensions in which cubes it is, under which two values each
 */
record ConversationContribution(
    ConversationKind kind,
    Instant began,
    Optional<Instant> agesFrom,
    Exclusion exclusion,
    Map<Cube, Dimensions> dimensions,
    Map<ConversationMeasure, Long> counts,
    List<ConversationDetail> details) {

  /** The two values of a cube; empty where the fact has none. */
  record Dimensions(String dim1, String dim2) {

    Dimensions {
      requireNonNull(dim1, "dim1 is null");
      requireNonNull(dim2, "dim2 is null");
    }
  }

  ConversationContribution {
    requireNonNull(kind, "kind is null");
    requireNonNull(began, "began is null");
    requireNonNull(agesFrom, "agesFrom is null");
    requireNonNull(exclusion, "exclusion is null");
    dimensions = Map.copyOf(dimensions);
    counts = Map.copyOf(counts);
    details = List.copyOf(details);
  }

  /** In which cubes a fact is that bears no label. */
  static Map<Cube, Dimensions> cubes(int channelId, Lifecycle lifecycle) {
    return cubes(channelId, lifecycle, CampaignLabel.NONE);
  }

  static Map<Cube, Dimensions> cubes(int channelId, Lifecycle lifecycle, CampaignLabel label) {
    var cubes = new EnumMap<Cube, Dimensions>(Cube.class);
    cubes.put(Cube.OVERALL, new Dimensions("", ""));
    cubes.put(
        Cube.CHANNEL_ORIGIN, new Dimensions(channelId == 0 ? "" : Integer.toString(channelId), ""));
    cubes.put(Cube.SEGMENT_LIFECYCLE, new Dimensions(label.segment().orElse(""), lifecycle.id()));
    return cubes;
  }
}
