package io.rapport.ingest.events;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of events that are understood. Their ids never change. */
enum EventType {
  MESSAGE_SENT("message.sent", EventData.MessageSent.class),
  MESSAGE_AGENT("message.agent", EventData.MessageAgent.class),
  BOT_TURN("bot.turn", EventData.BotTurn.class),
  BOT_STEP("bot.step", EventData.BotStep.class),
  BOT_FALLBACK("bot.fallback", EventData.BotFallback.class),
  BOT_GOAL("bot.goal", EventData.BotGoal.class),
  HANDOVER("handover", EventData.Handover.class),
  CONVERSATION_RESOLVED("conversation.resolved", EventData.ConversationResolved.class),
  LINK_CLICKED("link.clicked", EventData.LinkClicked.class),
  CONTACT_TAGGED("contact.tagged", EventData.ContactTagged.class),
  CART_CREATED("cart.created", EventData.CartCreated.class),
  CONVERSION("conversion", EventData.Conversion.class),
  REFUND("refund", EventData.Refund.class),
  SURVEY_INVITED("survey.invited", EventData.SurveyInvited.class),
  SURVEY_ANSWERED("survey.answered", EventData.SurveyAnswered.class),
  SEND_BLOCKED("send.blocked", EventData.SendBlocked.class);

  private static final String PREFIX = "io.rapport.";

  private static final Map<String, EventType> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventType::id, Function.identity()));

  private final String id;
  private final Class<? extends EventData> data;

  EventType(String name, Class<? extends EventData> data) {
    this.id = PREFIX + name;
    this.data = data;
  }

  /** The attribute {@code type} of its events. */
  String id() {
    return id;
  }

  Class<? extends EventData> data() {
    return data;
  }

  static Optional<EventType> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** All ids, for people. */
  static String known() {
    return Stream.of(values()).map(EventType::id).collect(joining(", "));
  }
}
