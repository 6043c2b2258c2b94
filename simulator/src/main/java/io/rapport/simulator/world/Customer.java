package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A person with what changes over time: names, open windows, unsubscription. Not thread-safe. */
public final class Customer {
  private static final Duration WINDOW = Duration.ofDays(1);

  private final Person person;
  private final TreeMap<Instant, Identity> identities = new TreeMap<>();
  private final Map<String, Instant> lastInbound = new HashMap<>();
  private final Set<Instant> takenSeconds = new HashSet<>();
  private Instant optedOutAt = Instant.MAX;

  public Customer(Person person) {
    this.person = person;
    identities.put(Instant.MIN, person.identity());
  }

  public Person person() {
    return person;
  }

  /** How Meta names the person at a time. */
  public Identity identityAt(Instant at) {
    return identities.floorEntry(at).getValue();
  }

  /** How Meta names the person now. */
  public Identity identity() {
    return identities.lastEntry().getValue();
  }

  /** Whether the person is still reached under a number or user id. */
  public boolean reachedAs(String waIdOrUserId) {
    return identity().waId().filter(waIdOrUserId::equals).isPresent()
        || identity().userId().filter(waIdOrUserId::equals).isPresent();
  }

  /** Makes known what happens, now or later, so that what comes after it fits. */
  public void observe(Fact fact) {
    switch (fact) {
      case Fact.NumberChanged changed -> identities.put(changed.at(), changed.identity());
      case Fact.Inbound inbound -> {
        if (inbound.optOut() && inbound.at().isBefore(optedOutAt)) {
          optedOutAt = inbound.at();
        }
      }
      case Fact.AccountOpened _,
          Fact.PersonJoined _,
          Fact.Outbound _,
          Fact.Status _,
          Fact.Reported _ -> {}
    }
  }

  /**
   * A time from this on, and within a minute of it, in whose second nothing else was sent to the
   * person; taken herewith. Meta paces what it sends to one person; and of two messages of one
   * second nobody outside could say which one a later answer was meant for. Under load, when the
   * minute is full, seconds are shared.
   */
  Instant freeSecond(Instant from) {
    for (int later = 0; later < 60; later++) {
      var time = from.plusSeconds(later);
      if (takenSeconds.add(time.truncatedTo(ChronoUnit.SECONDS))) {
        return time;
      }
    }
    return from;
  }

  /** The person has just written, which opens the window for free-form messages. */
  public void wrote(Channel channel, Instant at) {
    lastInbound.merge(
        channel.phoneNumberId(), at, (known, later) -> later.isAfter(known) ? later : known);
  }

  /** Whether the person had unsubscribed by then. */
  public boolean optedOut(Instant at) {
    return !at.isBefore(optedOutAt);
  }

  /** Whether free-form messages may be sent now: 24 hours since the customer last wrote. */
  public boolean windowOpen(Channel channel, Instant at) {
    var last = Optional.ofNullable(lastInbound.get(channel.phoneNumberId()));
    return last.filter(inbound -> at.isBefore(inbound.plus(WINDOW))).isPresent();
  }
}
