package io.rapport.metrics.timeline;

import io.rapport.common.event.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the conversation of one channel into episodes and turns, in one walk over its messages. At
 * equal seconds the customer's message comes first. Used once, by one thread.
 */
final class Sessions {

  /** A reply within this time makes the episode one that the business began. */
  private static final Duration RESPONSE_WINDOW = Duration.ofHours(24);

  private final Replies replies;
  private final Duration timeout;
  private final List<EpisodeDraft> closed = new ArrayList<>();
  private final List<TurnDraft> turns = new ArrayList<>();
  private Optional<EpisodeDraft> open = Optional.empty();

  /** Both lists in order. */
  Sessions(
      List<MessageReceived> inbound, List<Outgoing> outbound, Replies replies, Duration timeout) {
    this.replies = replies;
    this.timeout = timeout;
    int next = 0;
    for (var received : inbound) {
      if (!received.type().substantive()) {
        continue;
      }
      while (next < outbound.size()
          && outbound.get(next).sentAt().isBefore(received.occurredAt())) {
        sent(outbound.get(next++));
      }
      received(received);
    }
    while (next < outbound.size()) {
      sent(outbound.get(next++));
    }
  }

  private void received(MessageReceived message) {
    closeIfSilentUntil(message.occurredAt());
    boolean opens = open.isEmpty();
    var episode = open.orElseGet(() -> new EpisodeDraft(message, prompt(message)));
    open = Optional.of(episode);
    if (opens || turns.getLast().ended()) {
      if (!turns.isEmpty()) {
        turns.getLast().followedBy(message.occurredAt());
      }
      turns.add(new TurnDraft(message, episode, opens));
    }
    episode.inbound(message.occurredAt());
  }

  private void sent(Outgoing message) {
    if (message.message().onlyFailed()) {
      return;
    }
    closeIfSilentUntil(message.sentAt());
    open.ifPresent(episode -> episode.outbound(message.sentAt()));
    // A turn outlives its episode: asked on Friday, answered on Monday.
    if (!turns.isEmpty() && Initiation.answers(message.origin())) {
      turns.getLast().answered(message);
    }
  }

  private void closeIfSilentUntil(Instant time) {
    open.filter(episode -> episode.silentUntil(time, timeout))
        .ifPresent(
            episode -> {
              closed.add(episode);
              open = Optional.empty();
            });
  }

  private Optional<Outgoing> prompt(MessageReceived opening) {
    return replies
        .answeredBy(opening.messageId())
        .filter(
            message ->
                Duration.between(message.sentAt(), opening.occurredAt()).compareTo(RESPONSE_WINDOW)
                    <= 0);
  }

  List<EpisodeFact> episodes(Exclusion exclusion, Instant asOf) {
    var facts = new ArrayList<EpisodeFact>();
    closed.forEach(episode -> facts.add(episode.fact(exclusion, true)));
    open.ifPresent(
        episode -> facts.add(episode.fact(exclusion, episode.silentUntil(asOf, timeout))));
    return facts;
  }

  List<TurnFact> turns(Exclusion exclusion) {
    return turns.stream().map(turn -> turn.fact(exclusion)).toList();
  }

  /** When silence closes the episode that is still open at a moment. */
  Optional<Instant> dueAt(Instant asOf) {
    return open.filter(episode -> !episode.silentUntil(asOf, timeout))
        .map(episode -> episode.lastMessageAt().plus(timeout));
  }
}
