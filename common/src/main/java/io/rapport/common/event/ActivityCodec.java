package io.rapport.common.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Between {@link Activity activities} and the columns {@code reference_id} and {@code attributes}.
 */
final class ActivityCodec {

  private static final String MINOR_UNITS = "minorUnits";
  private static final String CURRENCY = "currency";

  private ActivityCodec() {}

  /** Null where it is about nothing that has an id. */
  static UUID reference(Activity activity) {
    return switch (activity) {
      case BotActivity bot -> bot.run().orElse(null);
      case CallReported call -> call.call();
      case CartCreated cart -> cart.cart();
      case Conversion conversion -> conversion.order();
      case LinkUsed link -> link.link();
      case Refund refund -> refund.order();
      case SurveyAnswered answered -> answered.invitation();
      case SurveyInvited invited -> invited.invitation();
      case ContactTagged tagged -> null;
      case ContactUpdated updated -> null;
      case ConversationResolved resolved -> null;
      case Handover handover -> null;
      case PreferenceChanged changed -> null;
      case SendBlocked blocked -> null;
    };
  }

  /** Null where there is nothing else to say. */
  static JsonObject attributes(Activity activity) {
    var json = new JsonObject();
    switch (activity) {
      case BotActivity bot -> {
        json.put("bot", bot.bot());
        bot.flow().ifPresent(value -> json.put("flow", value));
        bot.step().ifPresent(value -> json.put("step", value));
        bot.intent().ifPresent(value -> json.put("intent", value));
        bot.confidence().ifPresent(value -> json.put("confidence", value));
        bot.goal().ifPresent(value -> json.put("goal", value));
      }
      case CallReported call -> {
        json.put("event", call.event());
        call.byBusiness().ifPresent(value -> json.put("byBusiness", value));
        call.seconds().ifPresent(value -> json.put("seconds", value));
      }
      case CartCreated cart -> putMoney(json, cart.value());
      case ContactTagged tagged -> {
        putTexts(json, "add", tagged.add());
        putTexts(json, "remove", tagged.remove());
      }
      case ContactUpdated updated -> json.put("change", updated.change().id());
      case ConversationResolved resolved ->
          resolved.by().ifPresent(party -> json.put("by", party.id()));
      case Conversion conversion -> {
        json.put("name", conversion.name());
        putMoney(json, conversion.value());
        conversion.cart().ifPresent(value -> json.put("cart", value.toString()));
        conversion.clickId().ifPresent(value -> json.put("clickId", value));
      }
      case Handover handover -> {
        handover.from().ifPresent(party -> json.put("from", party.id()));
        json.put("to", handover.to().id());
        handover.reason().ifPresent(reason -> json.put("reason", reason.id()));
      }
      case LinkUsed link -> {}
      case PreferenceChanged changed ->
          json.put("category", changed.category()).put("stopped", changed.stopped());
      case Refund refund -> putMoney(json, refund.value());
      case SendBlocked blocked -> json.put("reason", blocked.reason().id());
      case SurveyAnswered answered ->
          putSurvey(json, answered.survey(), answered.scale()).put("rating", answered.rating());
      case SurveyInvited invited -> putSurvey(json, invited.survey(), invited.scale());
    }
    return json.isEmpty() ? null : json;
  }

  private static void putTexts(JsonObject json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      json.put(name, new JsonArray(texts));
    }
  }

  private static JsonObject putSurvey(JsonObject json, String survey, SurveyScale scale) {
    return json.put("survey", survey).put("scale", scale.id());
  }

  private static void putMoney(JsonObject json, Optional<Money> value) {
    value.ifPresent(
        money -> json.put(MINOR_UNITS, money.minorUnits()).put(CURRENCY, money.currency()));
  }

  /**
   * @throws IllegalArgumentException if something essential is missing or not known to this version
   */
  static Activity decode(
      EventKind kind,
      Stamp stamp,
      Optional<UUID> reference,
      Optional<UUID> message,
      MessageLabel label,
      JsonObject json) {
    return switch (kind) {
      case BOT_TURN, BOT_STEP, BOT_FALLBACK, BOT_GOAL ->
          new BotActivity(
              stamp,
              kind,
              required(text(json, "bot"), "bot"),
              reference,
              text(json, "flow"),
              text(json, "step"),
              text(json, "intent"),
              decimal(json.getDouble("confidence")),
              text(json, "goal"));
      case CALL_REPORTED ->
          new CallReported(
              stamp,
              required(reference, "call"),
              required(text(json, "event"), "event"),
              Optional.ofNullable(json.getBoolean("byBusiness")),
              integer(json.getLong("seconds")));
      case CART_CREATED -> new CartCreated(stamp, required(reference, "cart"), money(json));
      case CONTACT_TAGGED -> new ContactTagged(stamp, texts(json, "add"), texts(json, "remove"));
      case CONTACT_UPDATED ->
          new ContactUpdated(
              stamp, required(text(json, "change").flatMap(ContactUpdated.Change::ofId), "change"));
      case CONVERSATION_RESOLVED ->
          new ConversationResolved(stamp, text(json, "by").flatMap(Party::ofId));
      case CONVERSION ->
          new Conversion(
              stamp,
              required(reference, "order"),
              required(text(json, "name"), "name"),
              money(json),
              text(json, "cart").map(UUID::fromString),
              text(json, "clickId"));
      case HANDOVER ->
          new Handover(
              stamp,
              text(json, "from").flatMap(Party::ofId),
              required(text(json, "to").flatMap(Party::ofId), "to"),
              text(json, "reason").flatMap(HandoverReason::ofId));
      case LINK_CLICKED, LINK_FOLLOWED ->
          new LinkUsed(stamp, kind, required(reference, "link"), message, label);
      case PREFERENCE_CHANGED ->
          new PreferenceChanged(
              stamp,
              required(text(json, "category"), "category"),
              required(Optional.ofNullable(json.getBoolean("stopped")), "stopped"));
      case REFUND -> new Refund(stamp, required(reference, "order"), money(json));
      case SEND_BLOCKED ->
          new SendBlocked(
              stamp, required(text(json, "reason").flatMap(BlockReason::ofId), "reason"), label);
      case SURVEY_ANSWERED ->
          new SurveyAnswered(
              stamp,
              required(reference, "invitation"),
              required(text(json, "survey"), "survey"),
              scale(json),
              required(Optional.ofNullable(json.getInteger("rating")), "rating"));
      case SURVEY_INVITED ->
          new SurveyInvited(
              stamp,
              required(reference, "invitation"),
              required(text(json, "survey"), "survey"),
              scale(json),
              message);
      case MESSAGE_RECEIVED,
          MESSAGE_ACCEPTED,
          MESSAGE_ECHOED,
          STATUS_SENT,
          STATUS_DELIVERED,
          STATUS_READ,
          STATUS_PLAYED,
          STATUS_FAILED ->
          throw new IllegalArgumentException("not an activity: " + kind);
    };
  }

  private static Optional<String> text(JsonObject json, String name) {
    return Optional.ofNullable(json.getString(name));
  }

  private static List<String> texts(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream().map(String.class::cast).toList();
  }

  private static OptionalDouble decimal(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalLong integer(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static SurveyScale scale(JsonObject json) {
    return required(text(json, "scale").flatMap(SurveyScale::ofId), "scale");
  }

  private static Optional<Money> money(JsonObject json) {
    return Optional.ofNullable(json.getLong(MINOR_UNITS))
        .map(minorUnits -> new Money(minorUnits, json.getString(CURRENCY)));
  }

  private static <T> T required(Optional<T> value, String name) {
    return value.orElseThrow(
        () -> new IllegalArgumentException("a stored fact has no usable " + name));
  }
}
