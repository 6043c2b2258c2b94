package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Activity;
import io.rapport.common.event.BotActivity;
import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.Handover;
import io.rapport.common.event.LinkUsed;
import io.rapport.common.event.MessageEvent;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.PreferenceChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the facts of one contact mean. */
public final class Timeline {

  private Timeline() {}

  /**
   * Projects one contact. The same facts give the same projection, in whatever order and however
   * often each of them is given; O(n log n) in their number.
   *
   * @param events all facts of the contact, on all channels
   * @param exclusion why the contact counts in no KPI
   * @param asOf the moment of looking: decides which episode is over
   */
  public static Projection project(
      List<Event> events, Exclusion exclusion, ProjectionSettings settings, Instant asOf) {
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(settings, "settings is null");
    requireNonNull(asOf, "asOf is null");
    var ordered = EventOrder.sorted(events);
    var channels = channels(ordered);
    var conversations =
        channels.values().stream()
            .map(channel -> new Conversation(channel, settings.episodeTimeout()))
            .toList();
    var outbound =
        conversations.stream()
            .flatMap(conversation -> conversation.outbound().stream())
            .sorted(Outgoing.ORDER)
            .toList();
    var lifecycles = new Lifecycles(channels.values());
    var clicks = new Clicks(clicks(ordered), outbound);
    var conversions =
        new Conversions(
            ordered,
            new Touches(outbound, clicks, settings.attribution()),
            settings.attribution(),
            exclusion,
            lifecycles);

    var flows = new FlowRuns(ordered, exclusion, lifecycles);

    var hours = settings.calendar().map(BusinessHours::new);
    var messages = new ArrayList<MessageFact>();
    var episodes = new ArrayList<EpisodeFact>();
    var turns = new ArrayList<TurnFact>();
    Optional<Instant> dueAt = Optional.empty();
    for (var conversation : conversations) {
      messages.addAll(conversation.messages(exclusion, lifecycles, clicks, conversions));
      episodes.addAll(conversation.sessions().episodes(exclusion, lifecycles, asOf));
      turns.addAll(conversation.sessions().turns(exclusion, lifecycles, hours));
      dueAt = earlier(dueAt, conversation.sessions().dueAt(asOf));
    }
    messages.sort(
        Comparator.comparing(MessageFact::sentAt)
            .thenComparing(MessageFact::messageId, EventOrder.IDS));
    episodes.sort(
        Comparator.comparing(EpisodeFact::openedAt)
            .thenComparing(EpisodeFact::episodeId, EventOrder.IDS));
    turns.sort(
        Comparator.comparing(TurnFact::startedAt).thenComparing(TurnFact::turnId, EventOrder.IDS));
    return new Projection(
        messages,
        followed(episodes, new Purchases(conversions.orders(), episodes, settings.attribution())),
        turns,
        conversions.facts(),
        conversions.touches(),
        flows.runs(),
        flows.steps(),
        new Carts(ordered, exclusion, lifecycles).facts(),
        new Invitations(ordered, outbound, episodes, exclusion, lifecycles).facts(),
        BotInputFact.of(ordered, exclusion, lifecycles),
        BlockedSendFact.of(ordered, exclusion, lifecycles),
        summary(channels.values(), Tags.of(ordered), lifecycles),
        dueAt);
  }

  /** Says of each episode what was bought, and once it is over when the contact came again. */
  private static List<EpisodeFact> followed(List<EpisodeFact> episodes, Purchases purchases) {
    var openings =
        episodes.stream().map(EpisodeFact::openedAt).collect(Collectors.toCollection(TreeSet::new));
    return episodes.stream()
        .map(
            episode ->
                episode.with(
                    episode.closedAt().flatMap(at -> Optional.ofNullable(openings.higher(at))),
                    purchases.of(episode.episodeId())))
        .toList();
  }

  private static List<LinkUsed> clicks(List<Event> ordered) {
    return ordered.stream()
        .filter(LinkUsed.class::isInstance)
        .map(LinkUsed.class::cast)
        .filter(used -> used.kind() == EventKind.LINK_CLICKED)
        .toList();
  }

  private static Map<Integer, Channel> channels(List<Event> ordered) {
    Map<UUID, List<MessageEvent>> byMessage = new LinkedHashMap<>();
    for (var event : ordered) {
      if (event instanceof MessageEvent fact) {
        byMessage.computeIfAbsent(fact.messageId(), id -> new ArrayList<>()).add(fact);
      }
    }
    var channels = new TreeMap<Integer, Channel>();
    byMessage.values().forEach(facts -> sort(facts, channels));
    channels.values().forEach(channel -> channel.received.sort(EventOrder.EVENTS));
    for (var event : ordered) {
      switch (event) {
        case ConversationResolved resolved ->
            addressed(resolved, channels).forEach(channel -> channel.resolutions.add(resolved));
        case BotActivity bot -> addressed(bot, channels).forEach(channel -> channel.care.add(bot));
        case Handover handover ->
            addressed(handover, channels).forEach(channel -> channel.care.add(handover));
        case PreferenceChanged changed ->
            addressed(changed, channels).forEach(channel -> channel.preferences.add(changed));
        default -> {
          // Messages are sorted in already; the rest says nothing about conversations yet.
        }
      }
    }
    return channels;
  }

  /** Whoever names no channel speaks of all of the contact's conversations. */
  private static Collection<Channel> addressed(Activity activity, Map<Integer, Channel> channels) {
    return activity.channelId() == Event.NO_CHANNEL
        ? channels.values()
        : Optional.ofNullable(channels.get(activity.channelId())).stream().toList();
  }

  /** Puts one message where it belongs. What a customer sent can have no statuses. */
  private static void sort(List<MessageEvent> facts, Map<Integer, Channel> channels) {
    boolean group = facts.stream().anyMatch(MessageEvent::group);
    var received =
        facts.stream()
            .filter(MessageReceived.class::isInstance)
            .map(MessageReceived.class::cast)
            .toList();
    if (received.isEmpty()) {
      var message = SentMessage.merge(facts);
      var channel = channels.computeIfAbsent(message.channelId(), id -> new Channel());
      (group ? channel.sentInGroups : channel.sent).add(message);
    } else {
      var message = received.getFirst();
      var channel = channels.computeIfAbsent(message.channelId(), id -> new Channel());
      (group ? channel.receivedInGroups : channel.received).add(message);
    }
  }

  private static ContactSummary summary(
      Collection<Channel> channels, List<String> tags, Lifecycles lifecycles) {
    var inbound =
        channels.stream()
            .flatMap(channel -> channel.received.stream())
            .filter(message -> message.type().substantive())
            .map(MessageReceived::occurredAt)
            .toList();
    return new ContactSummary(
        tags,
        lifecycles.firstContactAt(),
        inbound.stream().min(Comparator.naturalOrder()),
        inbound.stream().max(Comparator.naturalOrder()),
        channels.stream()
            .flatMap(channel -> channel.sent.stream())
            .flatMap(message -> message.lastReceiptAt().stream())
            .max(Comparator.naturalOrder()));
  }

  private static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return a.get().isBefore(b.get()) ? a : b;
  }
}
