package io.rapport.simulator.world;

import java.time.Instant;
import java.util.Optional;

/** A customer gets a new number or user id; Meta tells so in a message under the old one. */
final class NumberChange {
  private NumberChange() {}

  /** The identity after the change: whatever kinds of names the person had, all new. */
  static Identity renamed(Identity before, Person person, Dice dice) {
    // The suffix keeps new numbers apart from those of people, whose seventh digit is not 9.
    return new Identity(
        before
            .waId()
            .map(old -> old.substring(0, old.length() - 7) + "9" + old.substring(old.length() - 6)),
        before.userId().map(_ -> person.country() + "." + dice.alphanumeric(18)),
        before.name(),
        before.username());
  }

  /** The system message, under the identity before the change. */
  static Fact.Inbound announcement(
      Instant at, Person person, Channel channel, Identity before, Identity after, Dice dice) {
    var content = Content.changedNumber(before, after);
    return new Fact.Inbound(
        at,
        new Chat(person.account(), channel, person.id(), before, Optional.empty()),
        dice.wamid(),
        content.kind(),
        content.members(),
        Optional.empty(),
        false);
  }
}
