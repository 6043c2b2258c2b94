package io.rapport.common.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Between {@link Event}s and the columns of table {@code event}: the one place that knows how a
 * fact is stored.
 */
public final class EventCodec {

  /** The columns {@link #decode} reads, in no particular order. */
  public static final String COLUMNS =
      "event_id, channel_id, occurred_at, message_id, context_id, reference_id, error_code, kind,"
          + " message_type, category, flags, label, attributes";

  private static final int GROUP = 1;
  private static final int OPT_OUT_KEYWORD = 2;
  private static final int OPT_IN_KEYWORD = 4;
  private static final int FREE = 8;

  private EventCodec() {}

  /** Column {@code message_id}: null where the fact is about no message. */
  public static UUID messageId(Event event) {
    return switch (event) {
      case MessageEvent message -> message.messageId();
      case LinkUsed link -> link.message().orElse(null);
      case SurveyInvited invited -> invited.message().orElse(null);
      case Activity activity -> null;
    };
  }

  /** Column {@code context_id}: the message answered. */
  public static UUID contextId(Event event) {
    return switch (event) {
      case MessageReceived received -> received.context().orElse(null);
      case MessageSent sent -> sent.context().orElse(null);
      case MessageStatus status -> null;
      case Activity activity -> null;
    };
  }

  /** Column {@code reference_id}: the order, cart, link, call, run or invitation it is about. */
  public static UUID referenceId(Event event) {
    return event instanceof Activity activity ? ActivityCodec.reference(activity) : null;
  }

  /** Column {@code message_type}: null where the fact is not what a customer sent. */
  public static Short messageType(Event event) {
    return event instanceof MessageReceived received ? received.type().code() : null;
  }

  /** Column {@code category}: null where the fact does not say. */
  public static Short category(Event event) {
    return event instanceof MessageStatus status
        ? status.category().map(PricingCategory::code).orElse(null)
        : null;
  }

  /** Column {@code error_code}: null where nothing failed. */
  public static Integer errorCode(Event event) {
    return event instanceof MessageStatus status && status.errorCode().isPresent()
        ? (Integer) status.errorCode().getAsInt()
        : null;
  }

  /** Column {@code flags}. */
  public static short flags(Event event) {
    int flags = event instanceof MessageEvent message && message.group() ? GROUP : 0;
    if (event instanceof MessageReceived received) {
      flags |=
          switch (received.word()) {
            case NONE -> 0;
            case OPT_OUT -> OPT_OUT_KEYWORD;
            case OPT_IN -> OPT_IN_KEYWORD;
          };
    }
    if (event instanceof MessageStatus status && status.free()) {
      flags |= FREE;
    }
    return (short) flags;
  }

  /** Column {@code label}: null where the sender said nothing. */
  public static JsonObject label(Event event) {
    return switch (event) {
      case MessageStatus status -> encode(status.label());
      case MessageSent sent -> encode(sent.label());
      case LinkUsed link -> encode(link.label());
      case SendBlocked blocked -> encode(blocked.label());
      case MessageReceived received -> null;
      case Activity activity -> null;
    };
  }

  /** Column {@code attributes}: what has no column of its own; null where there is nothing. */
  public static JsonObject attributes(Event event) {
    return switch (event) {
      case MessageReceived received -> received.referral().map(EventCodec::encode).orElse(null);
      case MessageSent sent ->
          sent.buttons().isEmpty()
              ? null
              : new JsonObject().put("buttons", new JsonArray(sent.buttons()));
      case MessageStatus status -> null;
      case Activity activity -> ActivityCodec.attributes(activity);
    };
  }

  private static JsonObject encode(MessageLabel label) {
    if (label.equals(MessageLabel.NONE)) {
      return null;
    }
    var json = new JsonObject();
    label.origin().ifPresent(origin -> json.put("origin", origin.id()));
    label.campaign().ifPresent(value -> json.put("campaign", value));
    label.variant().ifPresent(value -> json.put("variant", value));
    label.template().ifPresent(value -> json.put("template", value));
    label.language().ifPresent(value -> json.put("language", value));
    label.segment().ifPresent(value -> json.put("segment", value));
    label.format().ifPresent(value -> json.put("format", value));
    return json;
  }

  private static JsonObject encode(Referral referral) {
    var json = new JsonObject();
    referral.sourceType().ifPresent(value -> json.put("sourceType", value));
    referral.sourceId().ifPresent(value -> json.put("sourceId", value));
    referral.clickId().ifPresent(value -> json.put("clickId", value));
    return json;
  }

  /**
   * Reads a row with the {@link #COLUMNS}.
   *
   * @throws IllegalArgumentException if the row holds a code this version does not know
   */
  public static Event decode(Row row) {
    UUID eventId = row.getUUID("event_id");
    int channelId = row.getInteger("channel_id");
    Instant occurredAt = row.getOffsetDateTime("occurred_at").toInstant();
    UUID messageId = row.getUUID("message_id");
    short flags = row.getShort("flags");
    boolean group = (flags & GROUP) != 0;
    var kind = EventKind.ofCode(row.getShort("kind"));
    return switch (kind) {
      case MESSAGE_RECEIVED ->
          new MessageReceived(
              eventId,
              channelId,
              occurredAt,
              messageId,
              group,
              MessageType.ofCode(row.getShort("message_type")),
              Optional.ofNullable(row.getUUID("context_id")),
              word(flags),
              decodeReferral(row.getJsonObject("attributes")));
      case MESSAGE_ACCEPTED, MESSAGE_ECHOED ->
          new MessageSent(
              eventId,
              channelId,
              occurredAt,
              messageId,
              group,
              kind,
              Optional.ofNullable(row.getUUID("context_id")),
              decodeLabel(row.getJsonObject("label")),
              buttons(row.getJsonObject("attributes")));
      case STATUS_SENT, STATUS_DELIVERED, STATUS_READ, STATUS_PLAYED, STATUS_FAILED ->
          new MessageStatus(
              eventId,
              channelId,
              occurredAt,
              messageId,
              group,
              kind,
              Optional.ofNullable(row.getShort("category")).map(PricingCategory::ofCode),
              (flags & FREE) != 0,
              optionalInt(row.getInteger("error_code")),
              decodeLabel(row.getJsonObject("label")));
      case CONVERSATION_RESOLVED,
          HANDOVER,
          BOT_TURN,
          BOT_STEP,
          BOT_FALLBACK,
          BOT_GOAL,
          CART_CREATED,
          SURVEY_INVITED,
          SURVEY_ANSWERED,
          CONVERSION,
          REFUND,
          LINK_CLICKED,
          LINK_FOLLOWED,
          PREFERENCE_CHANGED,
          CONTACT_TAGGED,
          CONTACT_UPDATED,
          CALL_REPORTED,
          SEND_BLOCKED -> {
        var attributes = row.getJsonObject("attributes");
        yield ActivityCodec.decode(
            kind,
            new Stamp(eventId, channelId, occurredAt),
            Optional.ofNullable(row.getUUID("reference_id")),
            Optional.ofNullable(messageId),
            decodeLabel(row.getJsonObject("label")),
            attributes == null ? new JsonObject() : attributes);
      }
    };
  }

  private static SubscriptionWord word(short flags) {
    if ((flags & OPT_OUT_KEYWORD) != 0) {
      return SubscriptionWord.OPT_OUT;
    }
    return (flags & OPT_IN_KEYWORD) != 0 ? SubscriptionWord.OPT_IN : SubscriptionWord.NONE;
  }

  private static OptionalInt optionalInt(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static List<String> buttons(JsonObject attributes) {
    return attributes == null
        ? List.of()
        : attributes.getJsonArray("buttons", new JsonArray()).stream()
            .map(String.class::cast)
            .toList();
  }

  private static Optional<Referral> decodeReferral(JsonObject attributes) {
    return Optional.ofNullable(attributes)
        .map(
            json ->
                new Referral(
                    Optional.ofNullable(json.getString("sourceType")),
                    Optional.ofNullable(json.getString("sourceId")),
                    Optional.ofNullable(json.getString("clickId"))));
  }

  private static MessageLabel decodeLabel(JsonObject json) {
    if (json == null) {
      return MessageLabel.NONE;
    }
    return new MessageLabel(
        Optional.ofNullable(json.getString("origin")).flatMap(Origin::ofId),
        Optional.ofNullable(json.getString("campaign")),
        Optional.ofNullable(json.getString("variant")),
        Optional.ofNullable(json.getString("template")),
        Optional.ofNullable(json.getString("language")),
        Optional.ofNullable(json.getString("segment")),
        Optional.ofNullable(json.getString("format")));
  }
}
