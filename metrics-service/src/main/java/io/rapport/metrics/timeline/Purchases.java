package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which conversions belong to which episode: each to the one that opened last before it, of those
 * that are open or closed less than the window of a delivery before; one that was wholly given back
 * by the end of the horizon, counted from the closing, to none.
 *
 * <p>The last to open, and not the first that is found to be open: whether one is, silence may tell
 * three days later only, and by then the horizon of another may be over.
 */
final class Purchases {

  private final List<EpisodeFact> episodes;
  private final List<Instant> latestEnds = new ArrayList<>();
  private final Attribution attribution;
  private final Map<UUID, EpisodeConversions> byEpisode = new HashMap<>();

  /**
   * @param episodes of all channels, by time of opening
   */
  Purchases(List<Order> orders, List<EpisodeFact> episodes, Attribution attribution) {
    this.episodes = List.copyOf(episodes);
    this.attribution = requireNonNull(attribution, "attribution is null");
    var latest = Instant.MIN;
    for (var episode : episodes) {
      var end = episode.closedAt().orElse(Instant.MAX);
      latest = end.isAfter(latest) ? end : latest;
      latestEnds.add(latest);
    }
    for (var order : orders) {
      episodeOf(order.at())
          .filter(episode -> counts(order, episode))
          .ifPresent(episode -> add(episode, order));
    }
  }

  private void add(EpisodeFact episode, Order order) {
    byEpisode.merge(
        episode.episodeId(),
        EpisodeConversions.NONE.and(order.at()),
        (before, one) -> before.and(order.at()));
  }

  private boolean counts(Order order, EpisodeFact episode) {
    var end = episode.closedAt().map(at -> at.plus(attribution.horizon())).orElse(Instant.MAX);
    return order.until(end).undoneAt().isEmpty();
  }

  private Optional<EpisodeFact> episodeOf(Instant at) {
    for (int i = openedUntil(at) - 1; i >= 0 && mayReach(latestEnds.get(i), at); i--) {
      var episode = episodes.get(i);
      if (mayReach(episode.closedAt().orElse(Instant.MAX), at)) {
        return Optional.of(episode);
      }
    }
    return Optional.empty();
  }

  private boolean mayReach(Instant end, Instant at) {
    return !end.isBefore(at) || end.plus(attribution.delivery()).isAfter(at);
  }

  /** How many episodes opened no later than this. */
  private int openedUntil(Instant at) {
    int low = 0;
    int high = episodes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (episodes.get(middle).openedAt().isAfter(at)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  EpisodeConversions of(UUID episodeId) {
    return byEpisode.getOrDefault(episodeId, EpisodeConversions.NONE);
  }
}
