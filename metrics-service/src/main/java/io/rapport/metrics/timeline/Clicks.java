package io.rapport.metrics.timeline;

import io.rapport.common.event.Event;
import io.rapport.common.event.LinkUsed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * When the links in a contact's messages were followed. A click belongs to the message the link was
 * sent in; where nobody told that, to the contact's latest business-initiated message before it of
 * the link's campaign: of the number that the click names, or of any if it names none.
 */
final class Clicks {

  private final Map<UUID, Instant> first = new HashMap<>();
  private final List<Clicked> all = new ArrayList<>();
  private final Set<UUID> skewed = new HashSet<>();

  /** A link in a message was followed. */
  record Clicked(Instant at, Outgoing message) {

    /** By time, and by their messages. */
    static final Comparator<Clicked> ORDER =
        Comparator.comparing(Clicked::at).thenComparing(Clicked::message, Outgoing.ORDER);
  }

  /** A campaign on one number, or on all of them. */
  private record Campaign(String name, int channelId) {}

  /** Both lists in order. */
  Clicks(List<LinkUsed> clicks, List<Outgoing> outbound) {
    Map<UUID, Outgoing> byId = new HashMap<>();
    Map<Campaign, NavigableMap<Instant, Outgoing>> byCampaign = new HashMap<>();
    for (var message : outbound) {
      byId.put(message.messageId(), message);
      if (message.businessInitiated()) {
        for (int channelId : new int[] {message.message().channelId(), Event.NO_CHANNEL}) {
          message
              .message()
              .label()
              .campaign()
              .map(name -> new Campaign(name, channelId))
              .map(campaign -> byCampaign.computeIfAbsent(campaign, of -> new TreeMap<>()))
              .ifPresent(byTime -> byTime.put(message.sentAt(), message));
        }
      }
    }
    for (var click : clicks) {
      var message =
          click.message().isPresent()
              ? click.message().map(byId::get)
              : click
                  .label()
                  .campaign()
                  .map(name -> byCampaign.get(new Campaign(name, click.channelId())))
                  .map(byTime -> byTime.floorEntry(click.occurredAt()))
                  .map(Map.Entry::getValue);
      message.ifPresent(clicked -> attribute(click, clicked));
    }
  }

  private void attribute(LinkUsed click, Outgoing message) {
    boolean skew = click.occurredAt().isBefore(message.sentAt());
    var at = skew ? message.sentAt() : click.occurredAt();
    all.add(new Clicked(at, message));
    if (first.putIfAbsent(message.messageId(), at) == null && skew) {
      skewed.add(message.messageId());
    }
  }

  /** Every click on every message. */
  List<Clicked> all() {
    return all;
  }

  Optional<Instant> firstOf(UUID messageId) {
    return Optional.ofNullable(first.get(messageId));
  }

  /** Whether the clocks had put that click before the message. */
  boolean skewed(UUID messageId) {
    return skewed.contains(messageId);
  }
}
