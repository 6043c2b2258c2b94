package io.rapport.simulator.control;

import io.rapport.simulator.live.Simulation;
import io.rapport.simulator.world.Account;
import io.rapport.simulator.world.Channel;
import io.rapport.simulator.world.Content;
import io.rapport.simulator.world.Customer;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Identity;
import io.rapport.simulator.world.LiveWorld;
import io.rapport.simulator.world.Roster;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes customers write on demand. */
@Singleton
final class Inbox {
  private final Simulation simulation;

  Inbox(Simulation simulation) {
    this.simulation = simulation;
  }

  /**
   * @throws IllegalArgumentException if the request names no customer, channel or kind there can be
   */
  InboundResponse write(InboundRequest request) {
    var content = content(request);
    var channelId =
        request.channel().orElse(Account.ALL.getFirst().channels().getFirst().phoneNumberId());
    var account =
        Account.owning(channelId)
            .orElseThrow(() -> new IllegalArgumentException("no such channel"));
    var channel = account.channel(channelId).orElseThrow();
    return simulation.perform(
        (world, roster, now, facts) -> {
          var customer = customer(request, account, channel, world, roster, now, facts);
          var written = world.write(customer, channel, now, content, request.context());
          facts.addAll(written);
          var inbound = (Fact.Inbound) written.getFirst();
          return new InboundResponse(
              account.waba(), channelId, customer.person().id(), inbound.wamid(), now);
        });
  }

  private static Content content(InboundRequest request) {
    var text = request.text().orElse("Hello");
    var payload = request.payload().orElse(text);
    return switch (request.kind().orElse("text")) {
      case "text" -> Content.written(text);
      case "button" -> Content.button(payload, text);
      case "button_reply" -> Content.buttonReply(payload, text);
      case "list_reply" -> Content.listReply(payload, text);
      default ->
          throw new IllegalArgumentException(
              "kind must be text, button, button_reply or list_reply");
    };
  }

  private static Customer customer(
      InboundRequest request,
      Account account,
      Channel channel,
      LiveWorld world,
      Roster roster,
      Instant now,
      List<Fact> facts) {
    if (request.person().isPresent()) {
      return roster
          .person(request.person().get())
          .filter(it -> it.person().account().equals(account.waba()))
          .orElseThrow(() -> new IllegalArgumentException("this account has no such person"));
    }
    var known =
        request
            .waId()
            .or(request::userId)
            .orElseThrow(() -> new IllegalArgumentException("name a person, a waId or a userId"));
    var customer = roster.named(account.waba(), known);
    if (customer.isPresent()) {
      return customer.get();
    }
    var newcomer = world.newcomer(account, channel, identity(request), now);
    facts.addAll(newcomer.joining());
    return newcomer.customer();
  }

  private static Identity identity(InboundRequest request) {
    var number = request.waId();
    if (number.filter(it -> !it.matches("\\d{7,15}")).isPresent()) {
      throw new IllegalArgumentException("waId must be 7 to 15 digits");
    }
    var userId = request.userId();
    if (userId.filter(it -> !it.matches("[A-Z]{2}\\.[A-Za-z0-9]{1,128}")).isPresent()) {
      throw new IllegalArgumentException("userId must look like DE.123");
    }
    return new Identity(number, userId, request.name().orElse("Guest"), Optional.empty());
  }
}
