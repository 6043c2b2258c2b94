package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Referral;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads an element of {@code messages[]} (docs/whatsapp.md). */
final class MessageParser {

  private static final Set<String> IDENTITY_CHANGES =
      Set.of("user_changed_number", "customer_changed_number", "user_changed_user_id");

  private static final int MAX_NAME = 512;

  WebhookItem read(ElementContext context) {
    return read(context, named(context.item()));
  }

  /** The message it quotes, or reacts to. */
  private static Optional<String> answered(JsonNode message) {
    return JsonFields.text(message.path("context"), "id")
        .or(() -> JsonFields.text(message.path("reaction"), "message_id"));
  }

  /**
   * @param named who wrote it
   */
  WebhookItem read(ElementContext context, Set<Identity> named) {
    var message = context.item();
    var wamid = JsonFields.text(message, "id");
    if (wamid.isEmpty()) {
      return context.refuse(UnreadableReason.NO_ID, "a message has no id");
    }
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp();
    }
    var group = JsonFields.text(message, "group_id");
    // In a group the message belongs to the group; who of it wrote is not followed.
    JsonNode contact = group.isPresent() ? MissingNode.getInstance() : context.contact(named);
    Set<Identity> identities =
        group
            .<Set<Identity>>map(id -> Set.of(Identity.ofGroup(id)))
            .orElseGet(() -> union(named, Contacts.identities(contact)));
    if (identities.isEmpty()) {
      return context.refuse(UnreadableReason.NO_IDENTITY, "a message does not say who wrote it");
    }
    var type = MessageTypes.of(message);
    return new WebhookItem.Received(
        context.number(),
        identities,
        wamid.get(),
        timestamp.get(),
        type.orElse(MessageType.UNSUPPORTED),
        type.isPresent(),
        answered(message),
        Utterance.of(message),
        group.isPresent(),
        referral(message),
        context.sourceWith(contact));
  }

  /** What the message itself says of its writer; a changed number or user id names both. */
  static Set<Identity> named(JsonNode message) {
    var named = new LinkedHashSet<Identity>();
    JsonFields.text(message, "from").flatMap(Identity::ofPerson).ifPresent(named::add);
    add(named, JsonFields.text(message, "from_user_id"), IdentityKind.USER_ID);
    add(named, JsonFields.text(message, "from_parent_user_id"), IdentityKind.PARENT_USER_ID);
    var system = message.path("system");
    if (IDENTITY_CHANGES.contains(system.path("type").asText())) {
      JsonFields.firstText(system, "wa_id", "new_wa_id")
          .flatMap(Identity::ofPerson)
          .ifPresent(named::add);
      addChange(named, system.path("user_id"), IdentityKind.USER_ID);
      addChange(named, system.path("parent_user_id"), IdentityKind.PARENT_USER_ID);
    }
    return named;
  }

  /** A changed id is given alone, or with the one before it. */
  private static void addChange(Set<Identity> named, JsonNode id, IdentityKind kind) {
    add(named, JsonFields.text(id), kind);
    add(named, JsonFields.text(id, "previous"), kind);
    add(named, JsonFields.text(id, "current"), kind);
  }

  private static void add(Set<Identity> named, Optional<String> id, IdentityKind kind) {
    id.flatMap(value -> Identity.ofUserId(value, kind)).ifPresent(named::add);
  }

  /** The ad or post that led here; it may stand on a message of any type. */
  private static Optional<Referral> referral(JsonNode message) {
    var referral = message.path("referral");
    return referral.isObject()
        ? Optional.of(
            new Referral(
                JsonFields.shortText(referral, "source_type", MAX_NAME),
                JsonFields.shortText(referral, "source_id", MAX_NAME),
                JsonFields.shortText(referral, "ctwa_clid", MAX_NAME)))
        : Optional.empty();
  }

  private static Set<Identity> union(Set<Identity> one, Set<Identity> other) {
    var union = new LinkedHashSet<>(one);
    union.addAll(other);
    return union;
  }
}
