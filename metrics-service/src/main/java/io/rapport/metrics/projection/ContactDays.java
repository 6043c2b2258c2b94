package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.ConversionFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.InboundMessage;
import io.rapport.metrics.timeline.MessageFact;
import io.rapport.metrics.timeline.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * On which days a contact counts, and when it did before, so that contacts can be counted once a
 * period by adding up: those of the days in it whose day before lies before the period. Used by one
 * thread.
 */
final class ContactDays {

  private static final Duration WEEK = Duration.ofDays(7);

  private final ZoneId zone;
  private final Duration conversionHorizon;
  private final Map<ContactDayKey, Long> deltas = new HashMap<>();

  /** Days of one contact that are told apart. */
  private record Chain(ContactMeasure measure, Exclusion exclusion) {}

  /**
   * @param zone in which days begin
   * @param conversionHorizon how long conversions count
   */
  ContactDays(ZoneId zone, Duration conversionHorizon) {
    this.zone = requireNonNull(zone, "zone is null");
    this.conversionHorizon = requireNonNull(conversionHorizon, "conversionHorizon is null");
  }

  /** Takes away what all facts of one contact, as they were before, had counted. */
  void withdraw(List<MessageFact> messages, List<ConversionFact> conversions) {
    add(messages, conversions, -1);
  }

  /** Adds what all facts of one contact count now. */
  void assertFacts(List<MessageFact> messages, List<ConversionFact> conversions) {
    add(messages, conversions, 1);
  }

  /** In the order in which rows are locked. */
  SortedMap<ContactDayKey, Long> deltas() {
    var changed = new TreeMap<>(deltas);
    changed.values().removeIf(contacts -> contacts == 0);
    return changed;
  }

  private void add(List<MessageFact> messages, List<ConversionFact> conversions, long contacts) {
    var moments = new HashMap<Chain, SortedSet<Instant>>();
    for (var message : messages) {
      switch (message) {
        case OutboundMessage outbound -> outbound(outbound, moments);
        case InboundMessage inbound -> inbound(inbound, moments);
      }
    }
    for (var conversion : conversions) {
      if (conversion.name().toLowerCase(Locale.ROOT).equals("purchase")) {
        note(moments, ContactMeasure.BOUGHT, conversion.exclusion(), conversion.convertedAt());
        note(moments, ContactMeasure.ACTIVE, conversion.exclusion(), conversion.convertedAt());
      }
    }
    moments.forEach((chain, times) -> walk(chain, times, contacts));
  }

  private void outbound(OutboundMessage message, Map<Chain, SortedSet<Instant>> moments) {
    if (!message.businessInitiated() || message.origin() == Origin.SURVEY) {
      return;
    }
    if (within(message, message.deliveredAt(), conversionHorizon)) {
      note(moments, ContactMeasure.APPROACHED, message.exclusion(), message.sentAt());
      if (within(message, message.convertedAt(), conversionHorizon)) {
        note(moments, ContactMeasure.CONVERTED, message.exclusion(), message.sentAt());
      }
    }
    if (within(message, message.deliveredAt(), WEEK)) {
      note(moments, ContactMeasure.REACHED, message.exclusion(), message.sentAt());
      if (within(message, message.optedOutAt(), WEEK)) {
        note(moments, ContactMeasure.OPTED_OUT, message.exclusion(), message.sentAt());
      }
    }
  }

  private static void inbound(InboundMessage message, Map<Chain, SortedSet<Instant>> moments) {
    if (message.type().substantive() && message.exclusion() != Exclusion.GROUP) {
      note(moments, ContactMeasure.WROTE, message.exclusion(), message.sentAt());
      note(moments, ContactMeasure.ACTIVE, message.exclusion(), message.sentAt());
    }
  }

  /** Both ends included. */
  private static boolean within(OutboundMessage message, Optional<Instant> time, Duration horizon) {
    return time.filter(at -> Duration.between(message.sentAt(), at).compareTo(horizon) <= 0)
        .isPresent();
  }

  private static void note(
      Map<Chain, SortedSet<Instant>> moments,
      ContactMeasure measure,
      Exclusion exclusion,
      Instant time) {
    moments.computeIfAbsent(new Chain(measure, exclusion), _ -> new TreeSet<>()).add(time);
  }

  private void walk(Chain chain, SortedSet<Instant> times, long contacts) {
    var previous = ContactDayKey.NEVER;
    for (var time : times) {
      var day = Span.DAY.begin(time, zone);
      if (day.equals(previous)) {
        continue;
      }
      count(Span.QUARTER_HOUR, chain, Span.QUARTER_HOUR.begin(time, zone), previous, contacts);
      count(Span.DAY, chain, day, previous, contacts);
      count(Span.MONTH, chain, Span.MONTH.begin(time, zone), previous, contacts);
      previous = day;
    }
  }

  private void count(Span span, Chain chain, Instant bucket, Instant previous, long contacts) {
    deltas.merge(
        new ContactDayKey(span, chain.measure(), bucket, chain.exclusion(), previous),
        contacts,
        Long::sum);
  }
}
