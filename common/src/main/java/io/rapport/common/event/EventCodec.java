package io.rapport.common.event;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
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
      "event_id, channel_id, occurred_at, message_id, context_id, error_code, kind, message_type,"
          + " category, flags, label";

  private static final int GROUP = 1;
  private static final int OPT_OUT_KEYWORD = 2;

  private EventCodec() {}

  /** Column {@code flags}. */
  public static short flags(Event event) {
    int flags = event.group() ? GROUP : 0;
    if (event instanceof MessageReceived received && received.optOutKeyword()) {
      flags |= OPT_OUT_KEYWORD;
    }
    return (short) flags;
  }

  /** Column {@code label}: null where the sender said nothing. */
  public static JsonObject label(MessageLabel label) {
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
              (flags & OPT_OUT_KEYWORD) != 0);
      case STATUS_SENT, STATUS_DELIVERED, STATUS_READ, STATUS_PLAYED, STATUS_FAILED ->
          new MessageStatus(
              eventId,
              channelId,
              occurredAt,
              messageId,
              group,
              kind,
              Optional.ofNullable(row.getShort("category")).map(PricingCategory::ofCode),
              optionalInt(row.getInteger("error_code")),
              decodeLabel(row.getJsonObject("label")));
    };
  }

  private static OptionalInt optionalInt(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
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
