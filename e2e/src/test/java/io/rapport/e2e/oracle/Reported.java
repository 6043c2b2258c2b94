package io.rapport.e2e.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What other software of the business said about a customer.
 *
 * @param type of the event, without {@code io.rapport.}
 * @param channel where it happened; empty where the software did not know
 * @param said the line of the truth
 */
public record Reported(
    String account,
    String person,
    Optional<String> channel,
    Instant at,
    String type,
    JsonNode said) {

  /** Of what is told in one second, this comes first; messages come before all of it. */
  private static final List<String> ACTIVITIES =
      List.of(
          "conversation.resolved", "handover", "bot.turn", "bot.step", "bot.fallback", "bot.goal");

  Optional<String> text(String name) {
    return said.hasNonNull(name) ? Optional.of(said.get(name).asText()) : Optional.empty();
  }

  boolean says(String name, String value) {
    return text(name).filter(value::equals).isPresent();
  }

  /** Whether it tells what a bot or a desk did in a conversation. */
  boolean activity() {
    return ACTIVITIES.contains(type);
  }

  /** With its channel, what it says of these, and where the person stood. */
  Traits traits(Lives lives, String... dimensions) {
    var traits = Traits.NONE.with("channel", channel).with("lifecycle", lives.at(person, at));
    for (var dimension : dimensions) {
      traits = traits.with(dimension, text(dimension));
    }
    return traits;
  }

  int rank() {
    return ACTIVITIES.indexOf(type);
  }

  boolean ofBot() {
    return type.startsWith("bot.");
  }

  boolean resolves() {
    return type.equals("conversation.resolved");
  }

  boolean handsOverToHuman() {
    return type.equals("handover") && says("to", "human");
  }

  boolean involvesBot() {
    return ofBot() || (type.equals("handover") && (says("from", "bot") || says("to", "bot")));
  }

  /** Whether it speaks of this channel: by name, or of all. */
  boolean concerns(String phoneNumberId) {
    return channel.isEmpty() || channel.get().equals(phoneNumberId);
  }
}
