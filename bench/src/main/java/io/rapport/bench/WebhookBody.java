package io.rapport.bench;

import java.util.ArrayList;
import java.util.Locale;

/** Bodies of webhooks, and what they are made of. */
final class WebhookBody {
  private WebhookBody() {}

  /**
   * @param messages that customers sent, as JSON, separated by commas; may be empty
   * @param statuses of messages of the business, likewise
   */
  static String of(String account, String channel, String messages, String statuses) {
    var parts = new ArrayList<String>();
    if (!messages.isEmpty()) {
      parts.add("\"messages\":[" + messages + "]");
    }
    if (!statuses.isEmpty()) {
      parts.add("\"statuses\":[" + statuses + "]");
    }
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[{"field":"messages",\
    "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"1555%s",\
    "phone_number_id":"%s"},%s}}]}]}"""
        .formatted(account, channel, channel, String.join(",", parts));
  }

  /**
   * A text of a customer.
   *
   * @param at seconds since 1970
   */
  static String text(String customer, String id, long at) {
    return """
    {"from":"%s","id":"wamid.%s","timestamp":"%d","type":"text","text":{"body":"Good, thank you!"}}"""
        .formatted(customer, id, at);
  }

  /**
   * What became of a marketing template that was sent to a customer.
   *
   * @param status sent, delivered or read
   * @param at seconds since 1970
   */
  static String status(String customer, String id, String status, long at, String campaign) {
    return """
    {"id":"wamid.%s","status":"%s","timestamp":"%d","recipient_id":"%s",\
    "pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"},\
    "biz_opaque_callback_data":"rapport?origin=campaign&campaign=%s&variant=a&template=offer&language=de"}"""
        .formatted(id, status.toLowerCase(Locale.ROOT), at, customer, campaign);
  }
}
