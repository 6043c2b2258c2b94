package io.rapport.metrics.timeline;

import io.rapport.common.event.Activity;
import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.Handover;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * Cuts the conversation of one channel into episodes and turns, in one walk over its messages and
 * what was declared about it. At equal seconds the customer's message comes first, then the
 * business speaks, then somebody takes over, then it is declared over. Used once, by one thread.
 */
final class Sessions {

  /** A reply within this time makes the episode one that the business began. */
  private static final Duration RESPONSE_WINDOW = Duration.ofHours(24);

  private final Replies replies;
  private final Duration timeout;
  private final Queue<Outgoing> outbound;
  private final Queue<Activity> care;
  private final Queue<ConversationResolved> resolutions;
  private final QueueWaits waits;
  private final List<Closed> closed = new ArrayList<>();
  private final List<TurnDraft> turns = new ArrayList<>();
  private Optional<EpisodeDraft> open = Optional.empty();
  private Optional<EpisodeDraft> latest = Optional.empty();

  private record Closed(EpisodeDraft episode, Closing closing) {}

  /** All lists in order. */
  Sessions(
      List<MessageReceived> inbound,
      List<Outgoing> outbound,
      List<Activity> care,
      List<ConversationResolved> resolutions,
      Replies replies,
      QueueWaits waits,
      Duration timeout) {
    this.replies = replies;
    this.timeout = timeout;
    this.outbound = new ArrayDeque<>(outbound);
    this.care = new ArrayDeque<>(care);
    this.resolutions = new ArrayDeque<>(resolutions);
    this.waits = waits;
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
      var message = next(outbound, Outgoing::sentAt);
      var activity = next(care, Activity::occurredAt);
      var resolution = next(resolutions, ConversationResolved::occurredAt);
      var first = Collections.min(List.of(message, activity, resolution));
      if (!first.isBefore(end)) {
        return;
      }
      if (message.equals(first)) {
        sent(outbound.remove());
      } else if (activity.equals(first)) {
        happened(care.remove());
      } else {
        resolved(resolutions.remove());
      }
    }
  }

  private static <T> Instant next(Queue<T> queue, Function<T, Instant> time) {
    return Optional.ofNullable(queue.peek()).map(time).orElse(Instant.MAX);
  }

  private void received(MessageReceived message) {
    closeIfSilentUntil(message.occurredAt());
    boolean opens = open.isEmpty();
    var episode = open.orElseGet(() -> new EpisodeDraft(message, prompt(message)));
    open = Optional.of(episode);
    latest = open;
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
    open.ifPresentOrElse(
        episode -> episode.outbound(message),
        () -> latest.ifPresent(episode -> episode.afterwards(message)));
    // A turn outlives its episode: asked on Friday, answered on Monday.
    if (!turns.isEmpty() && Initiation.answers(message.origin())) {
      turns.getLast().answered(message);
    }
  }

  private void happened(Activity activity) {
    closeIfSilentUntil(activity.occurredAt());
    open.ifPresent(episode -> episode.happened(activity));
    if (!turns.isEmpty() && activity instanceof Handover handover && handover.to() == Party.HUMAN) {
      turns.getLast().handedOver(handover.occurredAt());
    }
  }

  private void resolved(ConversationResolved resolution) {
    closeIfSilentUntil(resolution.occurredAt());
    open.ifPresent(episode -> close(episode, episode.resolved(resolution)));
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

  List<EpisodeFact> episodes(Exclusion exclusion, Lifecycles lifecycles, Instant asOf) {
    var facts = new ArrayList<EpisodeFact>();
    closed.forEach(
        over ->
            facts.add(
                over.episode().fact(exclusion, lifecycles, Optional.of(over.closing()), waits)));
    open.ifPresent(
        episode ->
            facts.add(
                episode.fact(
                    exclusion,
                    lifecycles,
                    Optional.of(episode.timeOut())
                        .filter(closing -> episode.silentUntil(asOf, timeout)),
                    waits)));
    return facts;
  }

  List<TurnFact> turns(Exclusion exclusion, Lifecycles lifecycles, Optional<BusinessHours> hours) {
    return turns.stream().map(turn -> turn.fact(exclusion, lifecycles, hours)).toList();
  }

  /** When silence closes the episode that is still open at a moment. */
  Optional<Instant> dueAt(Instant asOf) {
    return open.filter(episode -> !episode.silentUntil(asOf, timeout))
        .map(episode -> episode.lastMessageAt().plus(timeout));
  }
}
