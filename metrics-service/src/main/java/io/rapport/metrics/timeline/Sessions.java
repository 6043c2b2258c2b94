package io.rapport.metrics.timeline;

import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Cuts the conversation of one channel into episodes and turns, in one walk over its messages and
 * what was declared about it. At equal seconds the customer's message comes first. Used once, by
 * one thread.
 */
final class Sessions {

  /** A reply within this time makes the episode one that the business began. */
  private static final Duration RESPONSE_WINDOW = Duration.ofHours(24);

  private final Replies replies;
  private final Duration timeout;
  private final Queue<Outgoing> outbound;
  private final Queue<ConversationResolved> resolutions;
  private final List<Closed> closed = new ArrayList<>();
  private final List<TurnDraft> turns = new ArrayList<>();
  private Optional<EpisodeDraft> open = Optional.empty();

  private record Closed(EpisodeDraft episode, Closing closing) {}

  /** All lists in order. */
  Sessions(
      List<MessageReceived> inbound,
      List<Outgoing> outbound,
      List<ConversationResolved> resolutions,
      Replies replies,
      Duration timeout) {
    this.replies = replies;
    this.timeout = timeout;
    this.outbound = new ArrayDeque<>(outbound);
    this.resolutions = new ArrayDeque<>(resolutions);
    for (var received : inbound) {
      if (received.type().substantive()) {
        businessUntil(received.occurredAt());
        received(received);
      }
    }
    businessUntil(Instant.MAX);
  }

  /** What the business said and declared before a moment; at equal seconds it speaks first. */
  private void businessUntil(Instant end) {
    while (true) {
      var message = Optional.ofNullable(outbound.peek()).map(Outgoing::sentAt).orElse(Instant.MAX);
      var resolution =
          Optional.ofNullable(resolutions.peek())
              .map(ConversationResolved::occurredAt)
              .orElse(Instant.MAX);
      if (message.isBefore(end) && !resolution.isBefore(message)) {
        sent(outbound.remove());
      } else if (resolution.isBefore(end)) {
        resolved(resolutions.remove());
      } else {
        return;
      }
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

  private void resolved(ConversationResolved resolution) {
    closeIfSilentUntil(resolution.occurredAt());
    open.ifPresent(
        episode -> close(episode, new Closing(resolution.occurredAt(), CloseReason.RESOLVED)));
  }

  private void closeIfSilentUntil(Instant time) {
    open.filter(episode -> episode.silentUntil(time, timeout))
        .ifPresent(episode -> close(episode, episode.timeOut()));
  }

  private void close(EpisodeDraft episode, Closing closing) {
    closed.add(new Closed(episode, closing));
    open = Optional.empty();
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
    closed.forEach(over -> facts.add(over.episode().fact(exclusion, Optional.of(over.closing()))));
    open.ifPresent(
        episode ->
            facts.add(
                episode.fact(
                    exclusion,
                    Optional.of(episode.timeOut())
                        .filter(closing -> episode.silentUntil(asOf, timeout)))));
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
