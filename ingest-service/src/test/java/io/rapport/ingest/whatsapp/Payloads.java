package io.rapport.ingest.whatsapp;

import java.util.List;

/** Webhook bodies as WhatsApp sends them. */
public final class Payloads {

  public static final String SECRET = "test_app_secret";

  private Payloads() {}

  /** A body with one value of field {@code messages}. */
  public static String body(String wabaId, String phoneNumberId, String members) {
    return envelope(
        wabaId,
        """
        {"field":"messages","value":{"messaging_product":"whatsapp",\
        "metadata":{"display_phone_number":"15550001111","phone_number_id":"%s"},%s}}"""
            .formatted(phoneNumberId, members));
  }

  public static String envelope(String wabaId, String... changes) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[%s]}]}"""
        .formatted(wabaId, String.join(",", changes));
  }

  /** An entry of the account type, which says when it was triggered. */
  public static String timed(String wabaId, long time, String... changes) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"%s","time":%d,"changes":[%s]}]}"""
        .formatted(wabaId, time, String.join(",", changes));
  }

  /** A change of a field whose value names the phone number 7. */
  public static String change(String field, String members) {
    return """
    {"field":"%s","value":{"messaging_product":"whatsapp",\
    "metadata":{"display_phone_number":"15550001111","phone_number_id":"7"},%s}}"""
        .formatted(field, members);
  }

  public static String messages(List<String> messages) {
    return "\"messages\":[" + String.join(",", messages) + "]";
  }

  public static String messages(String... messages) {
    return messages(List.of(messages));
  }

  public static String statuses(String... statuses) {
    return "\"statuses\":[" + String.join(",", statuses) + "]";
  }

  public static String contacts(String... contacts) {
    return "\"contacts\":[" + String.join(",", contacts) + "]";
  }

  public static String text(String from, String wamid, long at) {
    return """
    {"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"hello"}}"""
        .formatted(from, wamid, at);
  }

  public static String status(String to, String wamid, String status, long at) {
    return """
    {"id":"%s","status":"%s","timestamp":"%d","recipient_id":"%s"}"""
        .formatted(wamid, status, at, to);
  }
}
