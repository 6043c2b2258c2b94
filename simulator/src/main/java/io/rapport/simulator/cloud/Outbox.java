package io.rapport.simulator.cloud;

import io.rapport.simulator.live.Simulation;
import io.rapport.simulator.world.Account;
import io.rapport.simulator.world.Channel;
import io.rapport.simulator.world.Customer;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Identity;
import io.rapport.simulator.world.LiveWorld;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accepts messages by Meta's rules and lets the simulated customers have them. */
@Singleton
final class Outbox {
  private final Simulation simulation;

  Outbox(Simulation simulation) {
    this.simulation = simulation;
  }

  /**
   * @throws GraphException if Meta would refuse the message
   */
  SendResponse send(Account account, Channel channel, SendRequest.Message message) {
    return simulation.perform(
        (world, roster, now, facts) -> {
          var customer =
              roster
                  .named(account.waba(), message.to())
                  .orElseGet(() -> stranger(world, account, channel, message.to(), now, facts));
          check(customer, channel, message, now);
          var sent = world.send(customer, message.to(), channel, now, message.posting());
          facts.addAll(sent);
          return response(message, customer.identity(), wamid(sent));
        });
  }

  private static Customer stranger(
      LiveWorld world, Account account, Channel channel, String to, Instant now, List<Fact> facts) {
    if (userId(to)) {
      throw GraphException.refused(
          131026, "Message undeliverable", "No user of this business portfolio has this id");
    }
    var identity = new Identity(Optional.of(to), Optional.empty(), "New " + to, Optional.empty());
    var newcomer = world.newcomer(account, channel, identity, now);
    facts.addAll(newcomer.joining());
    return newcomer.customer();
  }

  private static void check(
      Customer customer, Channel channel, SendRequest.Message message, Instant now) {
    var template = message.posting().template();
    if (template.isEmpty() && !customer.windowOpen(channel, now)) {
      throw GraphException.refused(
          131047,
          "Re-engagement message",
          "More than 24 hours have passed since the customer last replied to this number");
    }
    var category = message.posting().category();
    if (category.equals("marketing") && customer.optedOut(now)) {
      throw GraphException.refused(
          131050, "User has stopped marketing messages", "The customer has unsubscribed");
    }
    if (category.equals("authentication") && userId(message.to())) {
      throw GraphException.refused(
          131062, "Recipient not allowed", "Authentication templates need a phone number");
    }
  }

  private static boolean userId(String to) {
    return Character.isLetter(to.charAt(0));
  }

  private static String wamid(List<Fact> facts) {
    return facts.stream()
        .filter(Fact.Outbound.class::isInstance)
        .map(fact -> ((Fact.Outbound) fact).wamid())
        .findFirst()
        .orElseThrow();
  }

  private static SendResponse response(
      SendRequest.Message message, Identity identity, String wamid) {
    return new SendResponse(
        "whatsapp",
        List.of(new SendResponse.Recipient(message.input(), identity.waId(), identity.userId())),
        List.of(
            new SendResponse.Message(wamid, message.posting().template().map(_ -> "accepted"))));
  }
}
