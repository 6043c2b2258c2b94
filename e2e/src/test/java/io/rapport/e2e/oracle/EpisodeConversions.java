package io.rapport.e2e.oracle;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many of the conversions of one account belong to each episode. */
final class EpisodeConversions {
  private static final Duration AFTERWARDS = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final Map<EpisodeFact, Long> byEpisode;

  EpisodeConversions(List<EpisodeFact> episodes, Shop shop) {
    var persons = episodes.stream().collect(groupingBy(EpisodeFact::person));
    byEpisode =
        shop.conversions().stream()
            .flatMap(
                it ->
                    episode(it, persons.getOrDefault(it.person(), List.of()))
                        // What was given back wholly in time belongs to none.
                        .filter(own -> shop.worth(it, own.endedAt().plus(WEEK)).isPresent())
                        .stream())
            .collect(groupingBy(it -> it, counting()));
  }

  /** The one that opened last, of those that were open or not over for a day. */
  private static Optional<EpisodeFact> episode(Reported conversion, List<EpisodeFact> own) {
    var at = conversion.at();
    var candidates =
        own.stream()
            .filter(it -> !it.openedAt().isAfter(at))
            .filter(it -> at.isBefore(it.endedAt().plus(AFTERWARDS)))
            .sorted(Comparator.comparing(EpisodeFact::openedAt))
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    var last = candidates.getLast();
    if (candidates.stream().filter(it -> it.openedAt().equals(last.openedAt())).count() > 1) {
      throw new IllegalStateException("two episodes of one second could own " + conversion);
    }
    return Optional.of(last);
  }

  long of(EpisodeFact episode) {
    return byEpisode.getOrDefault(episode, 0L);
  }
}
