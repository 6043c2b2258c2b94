package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import io.rapport.common.event.HandoverReason;
import io.rapport.metrics.timeline.BotOutcome;
import io.rapport.metrics.timeline.BotPart;
import io.rapport.metrics.timeline.CloseReason;
import io.rapport.metrics.timeline.Closing;
import io.rapport.metrics.timeline.EpisodeConversions;
import io.rapport.metrics.timeline.EpisodeFact;
import io.rapport.metrics.timeline.Escalation;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Initiator;
import io.rapport.metrics.timeline.Lifecycle;
import io.rapport.metrics.timeline.QueueWait;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table of episodes, each with the part of a bot and the wait for a person. */
final class EpisodeTable {

  static final FactTable<EpisodeFact> EPISODES =
      new FactTable<>(
          "episode",
          "episode_id",
          EpisodeFact::episodeId,
          Stream.of(
                  conversation(),
                  bots(),
                  waits(),
                  LabelColumns.<EpisodeFact>of(EpisodeFact::label).stream())
              .flatMap(Function.identity())
              .toList(),
          EpisodeTable::decode);

  private EpisodeTable() {}

  private static Stream<Column<EpisodeFact>> conversation() {
    return Stream.of(
        required("channel_id", INT, EpisodeFact::channelId),
        required("opened_at", INSTANT, EpisodeFact::openedAt),
        required("last_message_at", INSTANT, EpisodeFact::lastMessageAt),
        optional("closed_at", INSTANT, EpisodeFact::closedAt),
        optional(
            "close_reason", SMALLINT, e -> e.closing().map(closing -> closing.reason().code())),
        required("initiated_by", SMALLINT, e -> e.initiatedBy().code()),
        required("exclusion", SMALLINT, e -> e.exclusion().code()),
        required("lifecycle", SMALLINT, e -> e.lifecycle().code()),
        required("inbound_count", INT, EpisodeFact::inboundCount),
        required("outbound_count", INT, EpisodeFact::outboundCount),
        optional("next_opened_at", INSTANT, EpisodeFact::nextOpenedAt),
        required("conversions", INT, e -> e.conversions().count()),
        optional("converted_at", INSTANT, e -> e.conversions().firstAt()));
  }

  private static Stream<Column<EpisodeFact>> bots() {
    return Stream.of(
        required("bot_involved", BOOLEAN, e -> e.bot().isPresent()),
        optional("bot", TEXT, e -> e.bot().flatMap(BotPart::bot)),
        optional(
            "bot_outcome", SMALLINT, e -> e.bot().flatMap(BotPart::outcome).map(BotOutcome::code)),
        optional("escalated_at", INSTANT, e -> escalation(e).map(Escalation::at)),
        optional(
            "escalation_reason",
            TEXT,
            e -> escalation(e).flatMap(Escalation::reason).map(HandoverReason::id)),
        optional("human_at", INSTANT, e -> escalation(e).flatMap(Escalation::humanAt)));
  }

  private static Optional<Escalation> escalation(EpisodeFact episode) {
    return episode.bot().flatMap(BotPart::escalation);
  }

  private static Stream<Column<EpisodeFact>> waits() {
    return Stream.of(
        optional("queued_at", INSTANT, e -> e.queue().map(QueueWait::enteredAt)),
        optional("queue_last_inbound_at", INSTANT, e -> e.queue().map(QueueWait::lastInboundAt)),
        optional("queue_answered_at", INSTANT, e -> e.queue().flatMap(QueueWait::answeredAt)),
        required("queue_brief", BOOLEAN, e -> e.queue().filter(QueueWait::brief).isPresent()));
  }

  private static EpisodeFact decode(Row row) {
    return new EpisodeFact(
        row.getUUID("episode_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        INSTANT.read().apply(row, "opened_at"),
        INSTANT.read().apply(row, "last_message_at"),
        INSTANT
            .optional(row, "closed_at")
            .map(at -> new Closing(at, CloseReason.ofCode(row.getShort("close_reason")))),
        Initiator.ofCode(row.getShort("initiated_by")),
        row.getInteger("inbound_count"),
        row.getInteger("outbound_count"),
        LabelColumns.decode(row),
        row.getBoolean("bot_involved") ? Optional.of(botPart(row)) : Optional.empty(),
        INSTANT.optional(row, "queued_at").map(at -> wait(at, row)),
        INSTANT.optional(row, "next_opened_at"),
        new EpisodeConversions(
            row.getInteger("conversions"), INSTANT.optional(row, "converted_at")));
  }

  private static BotPart botPart(Row row) {
    return new BotPart(
        TEXT.optional(row, "bot"),
        SMALLINT.optional(row, "bot_outcome").map(BotOutcome::ofCode),
        INSTANT
            .optional(row, "escalated_at")
            .map(
                at ->
                    new Escalation(
                        at,
                        TEXT.optional(row, "escalation_reason").flatMap(HandoverReason::ofId),
                        INSTANT.optional(row, "human_at"))));
  }

  private static QueueWait wait(Instant enteredAt, Row row) {
    return new QueueWait(
        enteredAt,
        INSTANT.read().apply(row, "queue_last_inbound_at"),
        INSTANT.optional(row, "queue_answered_at"),
        row.getBoolean("queue_brief"));
  }
}
