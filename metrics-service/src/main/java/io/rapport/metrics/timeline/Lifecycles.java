package io.rapport.metrics.timeline;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A contact's {@link Lifecycle} at any moment, by the messages on all channels, groups left out.
 * Only what came before the moment counts, so that who writes after a long silence is still dormant
 * in what that message begins. Immutable.
 */
final class Lifecycles {

  private final Optional<Instant> firstContactAt;
  private final TreeSet<Instant> written;

  Lifecycles(Collection<Channel> channels) {
    written = new TreeSet<>();
    channels.stream()
        .flatMap(channel -> channel.received.stream())
        .filter(message -> message.type().substantive())
        .forEach(message -> written.add(message.occurredAt()));
    firstContactAt =
        channels.stream()
            .flatMap(
                channel ->
                    Stream.concat(
                        channel.received.stream().map(message -> message.occurredAt()),
                        channel.sent.stream().map(SentMessage::sentAt)))
            .min(Comparator.naturalOrder());
  }

  /** When the first message was exchanged, of whatever kind and direction. */
  Optional<Instant> firstContactAt() {
    return firstContactAt;
  }

  /** Before the first message, and without any, a contact is new. */
  Lifecycle at(Instant moment) {
    var first = firstContactAt.orElse(moment);
    if (first.plus(Lifecycle.NEW_FOR).isAfter(moment)) {
      return Lifecycle.NEW;
    }
    var silentSince = Optional.ofNullable(written.lower(moment)).orElse(first);
    return silentSince.plus(Lifecycle.DORMANT_AFTER).isAfter(moment)
        ? Lifecycle.ACTIVE
        : Lifecycle.DORMANT;
  }
}
