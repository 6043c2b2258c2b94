package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Goes through what both sides said and what was reported of it, in order, and notes where the
 * customer began to wait and where a demand began and ended.
 */
final class Walk {
  static final Duration EPISODE_TIMEOUT = Duration.ofDays(1);

  /** Where a customer began to wait. */
  record Start(Instant at, boolean opensEpisode, Episode episode) {}

  /** A demand with all that belongs to it. */
  static final class Episode {
    final Inbound opening;
    final List<Outbound> sent = new ArrayList<>();
    final List<Reported> activities = new ArrayList<>();
    Optional<Reported> resolution = Optional.empty();
    Instant lastMessageAt;

    private Episode(Inbound opening) {
      this.opening = opening;
      this.lastMessageAt = opening.at();
    }
  }

  private record Moment(Instant at, int rank, Object what) {}

  final List<Start> starts = new ArrayList<>();
  final List<Episode> episodes = new ArrayList<>();

  /**
   * @param inbounds substantive ones
   * @param outbounds that went out
   * @param activities that concern this channel
   */
  Walk(
      List<Inbound> inbounds,
      List<Outbound> outbounds,
      List<Reported> activities,
      Predicate<Outbound> answering) {
    var moments = new ArrayList<Moment>();
    inbounds.forEach(inbound -> moments.add(new Moment(inbound.at(), 0, inbound)));
    outbounds.forEach(outbound -> moments.add(new Moment(outbound.sentAt(), 1, outbound)));
    activities.forEach(it -> moments.add(new Moment(it.at(), 2 + it.rank(), it)));
    moments.sort(Comparator.comparing(Moment::at).thenComparingInt(Moment::rank));

    Optional<Episode> open = Optional.empty();
    var answered = false;
    for (var moment : moments) {
      var at = moment.at();
      open = open.filter(it -> at.isBefore(it.lastMessageAt.plus(EPISODE_TIMEOUT)));
      switch (moment.what()) {
        case Inbound inbound -> {
          boolean opens = open.isEmpty();
          if (opens) {
            open = Optional.of(new Episode(inbound));
            episodes.add(open.get());
          }
          if (opens || answered) {
            starts.add(new Start(at, opens, open.get()));
            answered = false;
          }
          open.get().lastMessageAt = at;
        }
        case Outbound outbound -> {
          if (open.isPresent()) {
            answered = answered || answering.test(outbound);
            open.get().sent.add(outbound);
            open.get().lastMessageAt = at;
          }
        }
        case Reported activity -> {
          open.ifPresent(episode -> episode.activities.add(activity));
          if (activity.resolves()) {
            open.ifPresent(episode -> episode.resolution = Optional.of(activity));
            open = Optional.empty();
          }
        }
        default -> throw new IllegalStateException("nobody knows a " + moment.what());
      }
    }
  }
}
