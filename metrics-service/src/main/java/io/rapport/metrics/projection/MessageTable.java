package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.ID;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;

import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import io.rapport.metrics.timeline.CampaignLabel;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.FirstReply;
import io.rapport.metrics.timeline.InboundMessage;
import io.rapport.metrics.timeline.Lifecycle;
import io.rapport.metrics.timeline.MessageFact;
import io.rapport.metrics.timeline.OutboundMessage;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The table of messages, of both directions. */
final class MessageTable {

  static final FactTable<MessageFact> MESSAGES =
      new FactTable<>(
          "message",
          "message_id",
          MessageFact::messageId,
          Stream.concat(columns(), LabelColumns.of(MessageTable::label).stream()).toList(),
          MessageTable::decode);

  private MessageTable() {}

  private static Stream<Column<MessageFact>> columns() {
    return Stream.of(
        required("channel_id", INT, MessageFact::channelId),
        required("inbound", BOOLEAN, message -> message instanceof InboundMessage),
        required("business_initiated", BOOLEAN, is(OutboundMessage::businessInitiated)),
        optional("origin", SMALLINT, of(m -> Optional.of(m.origin().code()))),
        optional("message_type", SMALLINT, MessageTable::messageType),
        optional("category", SMALLINT, of(m -> m.category().map(PricingCategory::code))),
        required("free", BOOLEAN, is(OutboundMessage::free)),
        required("exclusion", SMALLINT, message -> message.exclusion().code()),
        required("lifecycle", SMALLINT, message -> message.lifecycle().code()),
        required("sent_at", INSTANT, MessageFact::sentAt),
        optional("delivered_at", INSTANT, of(OutboundMessage::deliveredAt)),
        optional("read_at", INSTANT, of(OutboundMessage::readAt)),
        optional("played_at", INSTANT, of(OutboundMessage::playedAt)),
        optional("failed_at", INSTANT, of(OutboundMessage::failedAt)),
        optional("error_code", INT, of(m -> boxed(m.errorCode()))),
        optional("first_reply_at", INSTANT, of(m -> m.firstReply().map(FirstReply::at))),
        optional("first_click_at", INSTANT, of(OutboundMessage::firstClickAt)),
        optional("converted_at", INSTANT, of(OutboundMessage::convertedAt)),
        optional("opted_out_at", INSTANT, of(OutboundMessage::optedOutAt)),
        required("reply_tapped", BOOLEAN, is(reply(FirstReply::tapped))),
        optional("replies_to", ID, MessageTable::repliesTo),
        required("clock_skew", BOOLEAN, is(OutboundMessage::clockSkew)),
        required("failed_after_delivery", BOOLEAN, is(OutboundMessage::failedAfterDelivery)));
  }

  private static <V> Function<MessageFact, Optional<V>> of(
      Function<OutboundMessage, Optional<V>> part) {
    return message ->
        switch (message) {
          case OutboundMessage outbound -> part.apply(outbound);
          case InboundMessage inbound -> Optional.empty();
        };
  }

  private static Function<MessageFact, Boolean> is(Predicate<OutboundMessage> property) {
    return message -> message instanceof OutboundMessage outbound && property.test(outbound);
  }

  private static Predicate<OutboundMessage> reply(Predicate<FirstReply> property) {
    return message -> message.firstReply().filter(property).isPresent();
  }

  private static Optional<Short> messageType(MessageFact message) {
    return message instanceof InboundMessage inbound
        ? Optional.of(inbound.type().code())
        : Optional.empty();
  }

  private static Optional<UUID> repliesTo(MessageFact message) {
    return message instanceof InboundMessage inbound ? inbound.repliesTo() : Optional.empty();
  }

  private static CampaignLabel label(MessageFact message) {
    return message instanceof OutboundMessage outbound ? outbound.label() : CampaignLabel.NONE;
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  private static MessageFact decode(Row row) {
    var id = row.getUUID("message_id");
    int channelId = row.getInteger("channel_id");
    var exclusion = Exclusion.ofCode(row.getShort("exclusion"));
    var lifecycle = Lifecycle.ofCode(row.getShort("lifecycle"));
    var sentAt = INSTANT.read().apply(row, "sent_at");
    if (row.getBoolean("inbound")) {
      var type = MessageType.ofCode(row.getShort("message_type"));
      return new InboundMessage(
          id, channelId, exclusion, lifecycle, sentAt, type, ID.optional(row, "replies_to"));
    }
    return new OutboundMessage(
        id,
        channelId,
        exclusion,
        lifecycle,
        sentAt,
        Origin.ofCode(row.getShort("origin")),
        SMALLINT.optional(row, "category").map(PricingCategory::ofCode),
        row.getBoolean("free"),
        INSTANT.optional(row, "delivered_at"),
        INSTANT.optional(row, "read_at"),
        INSTANT.optional(row, "played_at"),
        INSTANT.optional(row, "failed_at"),
        INT.optional(row, "error_code").map(OptionalInt::of).orElse(OptionalInt.empty()),
        firstReply(row),
        INSTANT.optional(row, "first_click_at"),
        INSTANT.optional(row, "converted_at"),
        INSTANT.optional(row, "opted_out_at"),
        row.getBoolean("clock_skew"),
        LabelColumns.decode(row));
  }

  private static Optional<FirstReply> firstReply(Row row) {
    return INSTANT
        .optional(row, "first_reply_at")
        .map(at -> new FirstReply(at, row.getBoolean("reply_tapped")));
  }
}
