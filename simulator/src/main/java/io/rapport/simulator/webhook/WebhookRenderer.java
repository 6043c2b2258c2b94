package io.rapport.simulator.webhook;

import io.rapport.simulator.json.Json;
import io.rapport.simulator.json.JsonText;
import io.rapport.simulator.world.Channel;
import io.rapport.simulator.world.Chat;
import io.rapport.simulator.world.Fact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Builds webhook bodies as Meta sends them: pure ASCII with escapes. Facts that follow one another
 * and share the account come into one entry, those that also share channel and kind into one
 * change; so the order of the list decides how a batch looks.
 */
public final class WebhookRenderer {
  private WebhookRenderer() {}

  /**
   * One POST body. At most 1,000 facts fit Meta's rules.
   *
   * @throws IllegalArgumentException if a fact is none of inbound and status
   */
  public static byte[] render(List<? extends Fact> facts) {
    var entries = new ArrayList<Object>();
    for (int from = 0; from < facts.size(); ) {
      var account = chat(facts.get(from)).account();
      int to = from + 1;
      while (to < facts.size() && chat(facts.get(to)).account().equals(account)) {
        to++;
      }
      entries.add(Json.object("id", account, "changes", changes(facts.subList(from, to))));
      from = to;
    }
    var body = Json.object("object", "whatsapp_business_account", "entry", entries);
    return JsonText.write(body, JsonText.Escaping.META).getBytes(StandardCharsets.US_ASCII);
  }

  private static List<Object> changes(List<? extends Fact> facts) {
    var changes = new ArrayList<Object>();
    for (int from = 0; from < facts.size(); ) {
      var first = facts.get(from);
      int to = from + 1;
      while (to < facts.size() && together(first, facts.get(to))) {
        to++;
      }
      changes.add(
          Json.object(
              "value", value(chat(first).channel(), facts.subList(from, to)), "field", "messages"));
      from = to;
    }
    return changes;
  }

  private static boolean together(Fact one, Fact other) {
    return one.getClass() == other.getClass() && chat(one).channel().equals(chat(other).channel());
  }

  private static Map<String, Object> value(Channel channel, List<? extends Fact> facts) {
    var contacts = new LinkedHashSet<Object>();
    var items = new ArrayList<Object>();
    for (var fact : facts) {
      switch (fact) {
        case Fact.Inbound inbound -> {
          MessageItem.contact(inbound).ifPresent(contacts::add);
          items.add(MessageItem.render(inbound));
        }
        case Fact.Status status -> {
          StatusItem.contact(status).ifPresent(contacts::add);
          items.add(StatusItem.render(status));
        }
        case Fact.AccountOpened _,
            Fact.PersonJoined _,
            Fact.NumberChanged _,
            Fact.Outbound _,
            Fact.Reported _ ->
            throw new IllegalArgumentException("has no webhook: " + fact.getClass());
      }
    }
    var array = facts.getFirst() instanceof Fact.Inbound ? "messages" : "statuses";
    var metadata =
        Json.object(
            "display_phone_number", channel.displayNumber(),
            "phone_number_id", channel.phoneNumberId());
    return contacts.isEmpty()
        ? Json.object("messaging_product", "whatsapp", "metadata", metadata, array, items)
        : Json.object(
            "messaging_product",
            "whatsapp",
            "metadata",
            metadata,
            "contacts",
            List.copyOf(contacts),
            array,
            items);
  }

  private static Chat chat(Fact fact) {
    return switch (fact) {
      case Fact.Inbound inbound -> inbound.chat();
      case Fact.Status status -> status.chat();
      case Fact.AccountOpened _,
          Fact.PersonJoined _,
          Fact.NumberChanged _,
          Fact.Outbound _,
          Fact.Reported _ ->
          throw new IllegalArgumentException("has no webhook: " + fact.getClass());
    };
  }
}
