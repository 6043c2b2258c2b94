package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What stands beside messages and is about nobody in particular: errors, clicks, payments. */
final class BesideMessages {

  private static final int MAX_WORD = 128;

  private BesideMessages() {}

  /** A click on a link of a marketing message; names neither the message nor who clicked. */
  static void readUserAction(ElementContext context, List<WebhookItem> items) {
    var action = context.item();
    var type = JsonFields.shortText(action, "action_type", MAX_WORD);
    var timestamp = context.timestamp();
    if (type.isEmpty()) {
      items.add(
          context.refuse(UnreadableReason.NOTHING_KNOWN, "a user action does not say what it is"));
      return;
    }
    if (timestamp.isEmpty()) {
      items.add(context.withoutTimestamp());
      return;
    }
    var click = action.path("marketing_messages_link_click_data");
    var attributes = new JsonObject();
    put(attributes, "component", click, "click_component");
    put(attributes, "product", click, "product_id");
    items.add(
        new WebhookItem.OfAccount(
            context.number(),
            true,
            Optional.empty(),
            timestamp,
            context.place().field(),
            type,
            // The visitor carries it to the business's own pages.
            JsonFields.firstText(click, "click_id", "tracking_token").map(Subject.Hidden::new),
            attributes,
            context.source()));
  }

  /** An error that belongs to no message. Its details are free text and not kept. */
  static void readError(ElementContext context, List<WebhookItem> items) {
    var error = context.item();
    var code = JsonFields.shortText(error, "code", MAX_WORD);
    if (code.isEmpty()) {
      items.add(context.refuse(UnreadableReason.NOTHING_KNOWN, "an error without a code"));
      return;
    }
    var attributes = new JsonObject();
    put(attributes, "title", error, "title");
    items.add(
        new WebhookItem.OfAccount(
            context.around().address(),
            true,
            Optional.empty(),
            context.timestamp().or(context.around().change()::time),
            context.place().field(),
            Optional.of("error"),
            code.map(Subject.Named::new),
            attributes,
            context.source()));
  }

  /** What became of a payment (India, Brazil). The order's reference may be anything. */
  static WebhookItem payment(ElementContext context) {
    var status = context.item();
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp();
    }
    var payment = status.path("payment");
    var attributes = new JsonObject();
    put(attributes, "status", status, "status");
    put(attributes, "currency", payment, "currency");
    putInteger(attributes, "value", payment.path("amount"), "value");
    putInteger(attributes, "offset", payment.path("amount"), "offset");
    put(attributes, "transactionStatus", payment.path("transaction"), "status");
    put(attributes, "transactionType", payment.path("transaction"), "type");
    return new WebhookItem.OfAccount(
        context.number(),
        true,
        Optional.empty(),
        timestamp,
        context.place().field(),
        Optional.of("payment"),
        JsonFields.text(payment, "reference_id")
            .or(() -> JsonFields.text(status, "id"))
            .map(Subject.Hidden::new),
        attributes,
        context.source());
  }

  /** What an echo says of an earlier message, and is no new one. */
  static WebhookItem aboutEarlier(ElementContext context, String type, String wamid) {
    return new WebhookItem.OfAccount(
        context.number(),
        true,
        Optional.empty(),
        context.timestamp(),
        context.place().field(),
        Optional.of(type),
        Optional.of(new Subject.OfMessage(wamid)),
        new JsonObject(),
        context.source());
  }

  private static void put(JsonObject attributes, String name, JsonNode object, String member) {
    JsonFields.shortText(object, member, MAX_WORD).ifPresent(text -> attributes.put(name, text));
  }

  private static void putInteger(
      JsonObject attributes, String name, JsonNode object, String member) {
    var value = JsonFields.integer(object, member);
    if (value.isPresent()) {
      attributes.put(name, value.getAsLong());
    }
  }
}
