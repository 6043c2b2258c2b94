package io.rapport.simulator.webhook;

import io.rapport.simulator.json.Json;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An element of {@code messages[]}. */
final class MessageItem {
  private MessageItem() {}

  static Map<String, Object> render(Fact.Inbound inbound) {
    var chat = inbound.chat();
    var item = new LinkedHashMap<String, Object>();
    inbound
        .context()
        .ifPresent(
            id ->
                item.put("context", Json.object("from", chat.channel().displayNumber(), "id", id)));
    chat.identity().waId().ifPresent(waId -> item.put("from", waId));
    chat.identity().userId().ifPresent(userId -> item.put("from_user_id", userId));
    chat.group().ifPresent(group -> item.put("group_id", group));
    item.put("id", inbound.wamid());
    item.put("timestamp", Long.toString(inbound.at().getEpochSecond()));
    inbound.members().forEach(item::putIfAbsent);
    return item;
  }

  /** Who wrote; system messages come without. */
  static Optional<Object> contact(Fact.Inbound inbound) {
    return inbound.kind().equals("system")
        ? Optional.empty()
        : Optional.of(contact(inbound.chat().identity(), true));
  }

  static Map<String, Object> contact(Identity identity, boolean withUsername) {
    return Json.object(
        "profile",
        withUsername
            ? Json.object("name", identity.name(), "username", identity.username())
            : Json.object("name", identity.name()),
        "wa_id",
        identity.waId(),
        "user_id",
        identity.userId());
  }
}
