package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.PricingCategory;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads an element of {@code statuses[]} (docs/whatsapp.md). */
final class StatusParser {

  private static final int MAX_WORD = 32;

  WebhookItem read(ElementContext context) {
    var status = context.item();
    return switch (JsonFields.text(status, "type").orElse("message")) {
      case "message" -> ofMessage(context);
      case "call" -> ofCall(context);
      case "payment" -> BesideMessages.payment(context);
      default ->
          context.refuse(
              UnreadableReason.UNKNOWN_STATUS_TYPE, "a status of something nobody told us about");
    };
  }

  private static WebhookItem ofMessage(ElementContext context) {
    var status = context.item();
    var wamid = JsonFields.text(status, "id");
    if (wamid.isEmpty()) {
      return context.refuse(UnreadableReason.NO_ID, "a status has no id");
    }
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp();
    }
    var kind = kind(status);
    if (kind.isEmpty()) {
      return context.refuse(
          UnreadableReason.UNKNOWN_STATUS, "not sent, delivered, read, played or failed");
    }
    var group = group(status);
    var named = named(status);
    JsonNode contact = group.isPresent() ? MissingNode.getInstance() : context.contact(named);
    Set<Identity> identities = group.<Set<Identity>>map(Set::of).orElse(named);
    if (group.isEmpty()) {
      identities = new LinkedHashSet<>(named);
      identities.addAll(Contacts.identities(contact));
    }
    if (identities.isEmpty()) {
      return context.refuse(UnreadableReason.NO_IDENTITY, "a status does not say to whom");
    }
    return new WebhookItem.Reported(
        context.number(),
        identities,
        wamid.get(),
        timestamp.get(),
        kind.get(),
        group.flatMap(ignored -> participant(status)),
        category(status),
        free(status),
        errorCode(status),
        JsonFields.text(status, "biz_opaque_callback_data")
            .map(LabelTag::parse)
            .orElse(MessageLabel.NONE),
        group.isPresent(),
        context.sourceWith(contact));
  }

  /** It rings, is accepted or rejected; the id is the call's. */
  private static WebhookItem ofCall(ElementContext context) {
    var status = context.item();
    var id = JsonFields.text(status, "id");
    if (id.isEmpty()) {
      return context.refuse(UnreadableReason.NO_ID, "a status has no id");
    }
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp();
    }
    var word = JsonFields.shortText(status, "status", MAX_WORD);
    if (word.isEmpty()) {
      return context.refuse(UnreadableReason.UNKNOWN_STATUS, "a status of a call without a word");
    }
    var named = named(status);
    var contact = context.contact(named);
    var who = new LinkedHashSet<>(named);
    who.addAll(Contacts.identities(contact));
    if (who.isEmpty()) {
      return context.refuse(UnreadableReason.NO_IDENTITY, "a status does not say to whom");
    }
    var event = word.get().toLowerCase(Locale.ROOT);
    return new WebhookItem.Happened(
        context.number(),
        who,
        timestamp.get(),
        id.get() + "/" + event,
        new Happening.Called(id.get(), event, Optional.empty(), OptionalLong.empty()),
        context.sourceWith(contact));
  }

  private static Optional<EventKind> kind(JsonNode status) {
    return Optional.ofNullable(
        switch (status.path("status").asText()) {
          case "sent" -> EventKind.STATUS_SENT;
          case "delivered" -> EventKind.STATUS_DELIVERED;
          case "read" -> EventKind.STATUS_READ;
          case "played" -> EventKind.STATUS_PLAYED;
          case "failed" -> EventKind.STATUS_FAILED;
          default -> null;
        });
  }

  private static Optional<Identity> group(JsonNode status) {
    return "group".equals(status.path("recipient_type").textValue())
        ? JsonFields.text(status, "recipient_id").map(Identity::ofGroup)
        : Optional.empty();
  }

  private static Optional<String> participant(JsonNode status) {
    return JsonFields.firstText(
        status,
        "recipient_participant_id",
        "participant_recipient_id",
        "recipient_participant_user_id",
        "participant_recipient_user_id");
  }

  private static Set<Identity> named(JsonNode status) {
    var named = new LinkedHashSet<Identity>();
    JsonFields.text(status, "recipient_id").flatMap(Identity::ofPerson).ifPresent(named::add);
    JsonFields.text(status, "recipient_user_id")
        .flatMap(id -> Identity.ofUserId(id, IdentityKind.USER_ID))
        .ifPresent(named::add);
    JsonFields.firstText(status, "recipient_parent_user_id", "parent_recipient_user_id")
        .flatMap(id -> Identity.ofUserId(id, IdentityKind.PARENT_USER_ID))
        .ifPresent(named::add);
    return named;
  }

  /** For groups it may be nested inside the conversation. */
  private static JsonNode pricing(JsonNode status) {
    var pricing = status.path("pricing");
    return pricing.isObject() ? pricing : status.path("conversation").path("pricing");
  }

  private static Optional<PricingCategory> category(JsonNode status) {
    return JsonFields.text(pricing(status), "category").flatMap(PricingCategory::ofMeta);
  }

  /** {@code billable} is to go; the types that cost nothing all begin alike. */
  private static boolean free(JsonNode status) {
    var pricing = pricing(status);
    return JsonFields.text(pricing, "type")
        .map(type -> type.startsWith("free_"))
        .orElseGet(
            () -> pricing.path("billable").isBoolean() && !pricing.get("billable").asBoolean());
  }

  private static OptionalInt errorCode(JsonNode status) {
    var code = JsonFields.integer(status.path("errors").path(0), "code");
    return code.isPresent() && code.getAsLong() == (int) code.getAsLong()
        ? OptionalInt.of((int) code.getAsLong())
        : OptionalInt.empty();
  }
}
