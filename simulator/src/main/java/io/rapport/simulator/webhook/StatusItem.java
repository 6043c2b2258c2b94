package io.rapport.simulator.webhook;

import io.rapport.simulator.json.Json;
import io.rapport.simulator.world.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element of {@code statuses[]}. */
final class StatusItem {
  private StatusItem() {}

  static Map<String, Object> render(Fact.Status status) {
    var item = new LinkedHashMap<String, Object>();
    item.put("id", status.wamid());
    item.put("status", status.status());
    item.put("timestamp", Long.toString(status.at().getEpochSecond()));
    recipient(status, item);
    status
        .category()
        .ifPresent(
            category ->
                item.put(
                    "pricing",
                    Json.object(
                        "billable",
                        true,
                        "pricing_model",
                        "PMP",
                        "type",
                        "regular",
                        "category",
                        category)));
    status.code().ifPresent(code -> item.put("errors", List.of(error(code))));
    status.callbackData().ifPresent(data -> item.put("biz_opaque_callback_data", data));
    return item;
  }

  private static void recipient(Fact.Status status, Map<String, Object> item) {
    var identity = status.chat().identity();
    var group = status.chat().group();
    if (group.isPresent()) {
      item.put("recipient_id", group.get());
      item.put("recipient_type", "group");
      identity.waId().ifPresent(waId -> item.put("recipient_participant_id", waId));
      identity.userId().ifPresent(id -> item.put("recipient_participant_user_id", id));
    } else {
      identity.waId().ifPresent(waId -> item.put("recipient_id", waId));
      if (!failedToNumber(status)) {
        identity.userId().ifPresent(id -> item.put("recipient_user_id", id));
      }
    }
  }

  /** Where a send to a phone number fails, Meta names neither user id nor contact. */
  private static boolean failedToNumber(Fact.Status status) {
    return status.status().equals("failed") && status.chat().identity().waId().isPresent();
  }

  static Optional<Object> contact(Fact.Status status) {
    var identity = status.chat().identity();
    return identity.userId().isEmpty() || failedToNumber(status)
        ? Optional.empty()
        : Optional.of(MessageItem.contact(identity, !status.status().equals("sent")));
  }

  private static Map<String, Object> error(int code) {
    var title = title(code);
    return Json.object(
        "code", code,
        "title", title,
        "message", title,
        "error_data", Json.object("details", title + "."),
        "href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
  }

  private static String title(int code) {
    return switch (code) {
      case 131026 -> "Message undeliverable";
      case 131047 -> "Re-engagement message";
      case 131048 -> "Spam rate limit hit";
      case 131049 -> "This message was not delivered to maintain healthy ecosystem engagement";
      case 131050 -> "User has stopped marketing messages";
      case 130472 -> "User's number is part of an experiment";
      case 132015 -> "Template is paused";
      case 368 -> "Temporarily blocked for policies violations";
      case 130429, 131056 -> "Rate limit hit";
      default -> "Something went wrong";
    };
  }
}
