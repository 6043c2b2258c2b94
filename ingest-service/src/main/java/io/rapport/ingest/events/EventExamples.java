package io.rapport.ingest.events;

import java.util.Locale;

/** An example of each type, for the OpenAPI document and docs/events.md. */
final class EventExamples {

  private static final String WHO =
      """
      "account": "102290129340398", "contact": {"waId": "4915112345678"}""";

  private static final String MESSAGE =
      """
      , "phoneNumberId": "106540352242922", "wamid": "wamid.HBgNNDkxNTExMjM0NTY3OBUCABEYEjA\"""";

  private EventExamples() {}

  /** A whole event in the JSON format. */
  static String event(EventType type) {
    return """
    {"specversion": "1.0", "type": "%s", "source": "https://%s.example", "id": "%s-1",
     "time": "2026-11-01T10:00:00Z", "data": %s}"""
        .formatted(type.id(), source(type), type.name().toLowerCase(Locale.ROOT), data(type));
  }

  private static String source(EventType type) {
    return switch (type) {
      case MESSAGE_SENT, SEND_BLOCKED -> "campaigns";
      case MESSAGE_AGENT, HANDOVER, CONVERSATION_RESOLVED -> "desk";
      case BOT_TURN, BOT_STEP, BOT_FALLBACK, BOT_GOAL -> "bot";
      case LINK_CLICKED -> "links";
      case CONTACT_TAGGED -> "crm";
      case CART_CREATED, CONVERSION, REFUND -> "shop";
      case SURVEY_INVITED, SURVEY_ANSWERED -> "surveys";
    };
  }

  /** The data of one. */
  static String data(EventType type) {
    return "{"
        + WHO.strip()
        + switch (type) {
          case MESSAGE_SENT ->
              MESSAGE
                  + """
                  , "origin": "campaign", "campaign": "spring-sale", "variant": "b",
                   "template": "spring_offer", "language": "de", "segment": "vip", "format": "template",
                   "buttons": ["quick_reply", "url"]""";
          case MESSAGE_AGENT -> MESSAGE;
          case BOT_TURN ->
              """
              , "bot": "service-bot", "intent": "opening-hours", "confidence": 0.93""";
          case BOT_STEP ->
              """
              , "bot": "service-bot", "run": "r-1", "flow": "returns", "step": "order-number\"""";
          case BOT_FALLBACK ->
              """
              , "bot": "service-bot", "run": "r-1", "flow": "returns", "confidence": 0.21""";
          case BOT_GOAL ->
              """
              , "bot": "service-bot", "run": "r-1", "flow": "returns", "goal": "return-label\"""";
          case HANDOVER ->
              """
              , "from": "bot", "to": "human", "reason": "asked-for-human\"""";
          case CONVERSATION_RESOLVED ->
              """
              , "by": "human\"""";
          case LINK_CLICKED ->
              MESSAGE
                  + """
                  , "link": "sale-button", "campaign": "spring-sale", "variant": "b\"""";
          case CONTACT_TAGGED ->
              """
              , "add": ["vip", "newsletter"], "remove": ["prospect"]""";
          case CART_CREATED ->
              """
              , "cart": "cart-17", "value": {"minorUnits": 4990, "currency": "EUR"}""";
          case CONVERSION ->
              """
              , "order": "order-4711", "name": "purchase", "cart": "cart-17",
               "value": {"minorUnits": 4990, "currency": "EUR"}""";
          case REFUND ->
              """
              , "order": "order-4711", "value": {"minorUnits": 990, "currency": "EUR"}""";
          case SURVEY_INVITED ->
              MESSAGE
                  + """
                  , "survey": "after-service", "scale": "csat", "invitation": "inv-1\"""";
          case SURVEY_ANSWERED ->
              """
              , "survey": "after-service", "scale": "csat", "invitation": "inv-1", "rating": 4""";
          case SEND_BLOCKED ->
              """
              , "phoneNumberId": "106540352242922", "reason": "frequency-cap", "origin": "campaign",
               "campaign": "spring-sale", "variant": "b", "template": "spring_offer",
               "language": "de", "segment": "vip", "format": "template\"""";
        }
        + "}";
  }
}
