package io.rapport.simulator.world;

import io.rapport.simulator.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a customer's message holds, in the shapes of Meta's webhooks.
 *
 * @param kind message type as the truth names it
 * @param members of the webhook's message object, {@code type} included
 * @param optOut whether it ends a subscription
 */
public record Content(String kind, Map<String, Object> members, boolean optOut) {

  private static Content of(String kind, String type, Object object) {
    return new Content(kind, Json.object("type", type, type, object), false);
  }

  public static Content text(String body) {
    return of("text", "text", Json.object("body", body));
  }

  /**
   * A text somebody wrote; {@code stop} and {@code unsubscribe}, in any case and with any
   * punctuation, end a subscription.
   */
  public static Content written(String body) {
    var word = body.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]+", " ").strip();
    return word.equals("stop") || word.equals("unsubscribe") ? optOut(body) : text(body);
  }

  /** A text that is one of the words by which people unsubscribe. */
  public static Content optOut(String keyword) {
    return new Content("text", text(keyword).members(), true);
  }

  /** A tap on a template's quick reply. */
  public static Content button(String payload, String text) {
    return of("button", "button", Json.object("payload", payload, "text", text));
  }

  public static Content buttonReply(String id, String title) {
    return interactive("button_reply", Json.object("id", id, "title", title));
  }

  public static Content listReply(String id, String title) {
    return interactive("list_reply", Json.object("id", id, "title", title, "description", "1 – 5"));
  }

  private static Content interactive(String type, Map<String, Object> reply) {
    var kind =
        switch (type) {
          case "button_reply", "list_reply" -> type;
          case "nfm_reply" -> "flow_reply";
          default -> "interactive";
        };
    return of(kind, "interactive", Json.object("type", type, type, reply));
  }

  static Content flowReply(Dice dice) {
    // Meta sends a string that should hold JSON; broken apps put anything into it.
    var json =
        dice.pick(
            List.of("{\"rating\":\"4\",\"comment\":\"gut @ / 100%\"}", "not json", "[1]", ""));
    return interactive(
        "nfm_reply", Json.object("name", "flow", "body", "Sent", "response_json", json));
  }

  static Content callPermission() {
    return interactive(
        "call_permission_reply",
        Json.object("response", "accept", "is_permanent", false, "response_source", "user_action"));
  }

  static Content reaction(String wamid, boolean removed) {
    return of(
        "reaction",
        "reaction",
        removed
            ? Json.object("message_id", wamid)
            : Json.object("message_id", wamid, "emoji", "\u2764\ufe0f"));
  }

  static Content requestWelcome() {
    return new Content("request_welcome", Json.object("type", "request_welcome"), false);
  }

  static Content unsupported(Dice dice) {
    var what = dice.pick(List.of("poll_creation", "edit", "gif", "media_placeholder", "pin"));
    return new Content(
        "unsupported",
        Json.object(
            "errors",
            List.of(
                Json.object(
                    "code",
                    131051,
                    "title",
                    "Message type unknown",
                    "message",
                    "Message type unknown",
                    "error_data",
                    Json.object("details", "Message type is currently not supported."))),
            "unsupported",
            Json.object("type", what),
            "type",
            "unsupported"),
        false);
  }

  /** The system message by which Meta tells of a new number. */
  static Content changedNumber(Identity before, Identity after) {
    boolean number = after.waId().isPresent();
    return of(
        "system",
        "system",
        Json.object(
            "body",
            "User " + before.name() + " changed",
            "wa_id",
            after.waId(),
            "user_id",
            after.userId(),
            "type",
            number ? "user_changed_number" : "user_changed_user_id"));
  }

  static Content edit(String wamid, String text) {
    return of(
        "edit",
        "edit",
        Json.object(
            "original_message_id",
            wamid,
            "message",
            Json.object("type", "text", "text", Json.object("body", text))));
  }

  static Content revoke(String wamid) {
    return of("revoke", "revoke", Json.object("original_message_id", wamid));
  }

  /** What the first message after a tap on an advertisement carries besides. */
  Content referred(Dice dice) {
    var with = new LinkedHashMap<>(members);
    with.put(
        "referral",
        Json.object(
            "source_url",
            "https://fb.me/" + dice.alphanumeric(8),
            "source_id",
            dice.digits(15),
            "source_type",
            "ad",
            "headline",
            "Neu: 20 % auf alles",
            "media_type",
            "image",
            "ctwa_clid",
            dice.alphanumeric(40)));
    return new Content(kind, with, optOut);
  }

  Content forwarded() {
    var with = new LinkedHashMap<>(members);
    with.put("context", Json.object("forwarded", true));
    return new Content(kind, with, optOut);
  }

  /**
   * A question: mostly text, sometimes with characters that databases refuse, or any other type.
   */
  static Content question(Dice dice) {
    int throwOf = dice.below(100);
    var text = dice.pick(Phrases.QUESTIONS);
    return switch (throwOf) {
      case 0 -> text(text + " \u0000 end");
      case 1 -> text(text + " \ud83d");
      case 2 -> text(text).forwarded();
      case 3 -> text(text).referred(dice);
      case 4 -> text("\u0928\u092e ".repeat(300));
      default -> throwOf < 72 ? text(text) : other(dice);
    };
  }

  private static Content other(Dice dice) {
    return switch (dice.below(16)) {
      case 0, 1, 2, 3 -> media("image", dice, Json.object("caption", "so sieht's aus 📷"));
      case 4 -> media("video", dice, Json.object());
      case 5, 6, 7 -> media("audio", dice, Json.object("voice", true));
      case 8 -> media("document", dice, Json.object("filename", "Rechnung 4/7.pdf"));
      case 9 -> media("sticker", dice, Json.object("animated", false));
      case 10 -> of("location", "location", Json.object("latitude", 52.52, "longitude", 13.405));
      case 11 ->
          of(
              "contacts",
              "contacts",
              List.of(
                  Json.object(
                      "name", Json.object("formatted_name", "Zoë Müller", "first_name", "Zoë"),
                      "phones", List.of(Json.object("phone", "+49 30 1234", "type", "HOME")))));
      case 12 ->
          of(
              "order",
              "order",
              Json.object(
                  "catalog_id",
                  dice.digits(15),
                  "text",
                  "bitte als Geschenk 🎁",
                  "product_items",
                  List.of(
                      Json.object(
                          "product_retailer_id",
                          "sku-" + dice.digits(4),
                          "quantity",
                          2,
                          "item_price",
                          19.9,
                          "currency",
                          "EUR"))));
      case 13 -> unsupported(dice);
      case 14 -> flowReply(dice);
      default -> callPermission();
    };
  }

  private static Content media(String type, Dice dice, Map<String, Object> more) {
    var media = new LinkedHashMap<String, Object>();
    media.put("mime_type", mimeType(type));
    media.put("sha256", dice.alphanumeric(43) + "=");
    media.put("id", dice.digits(16));
    media.putAll(more);
    return of(type, type, media);
  }

  private static String mimeType(String type) {
    return switch (type) {
      case "image" -> "image/jpeg";
      case "video" -> "video/mp4";
      case "audio" -> "audio/ogg; codecs=opus";
      case "sticker" -> "image/webp";
      default -> "application/pdf";
    };
  }
}
