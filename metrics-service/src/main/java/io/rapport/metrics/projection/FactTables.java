package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.ID;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;

import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.Answer;
import io.rapport.metrics.timeline.CloseReason;
import io.rapport.metrics.timeline.Closing;
import io.rapport.metrics.timeline.EpisodeFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Initiator;
import io.rapport.metrics.timeline.TurnFact;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of episodes and turns. */
final class FactTables {

  static final FactTable<EpisodeFact> EPISODES =
      new FactTable<>(
          "episode",
          "episode_id",
          EpisodeFact::episodeId,
          List.of(
              required("channel_id", INT, EpisodeFact::channelId),
              required("opened_at", INSTANT, EpisodeFact::openedAt),
              required("last_message_at", INSTANT, EpisodeFact::lastMessageAt),
              optional("closed_at", INSTANT, EpisodeFact::closedAt),
              optional(
                  "close_reason",
                  SMALLINT,
                  e -> e.closing().map(closing -> closing.reason().code())),
              required("initiated_by", SMALLINT, e -> e.initiatedBy().code()),
              required("exclusion", SMALLINT, e -> e.exclusion().code()),
              required("inbound_count", INT, EpisodeFact::inboundCount),
              required("outbound_count", INT, EpisodeFact::outboundCount)),
          FactTables::episode);

  static final FactTable<TurnFact> TURNS =
      new FactTable<>(
          "turn",
          "turn_id",
          TurnFact::turnId,
          Stream.concat(
                  Stream.<Column<TurnFact>>of(
                      required("episode_id", ID, TurnFact::episodeId),
                      required("channel_id", INT, TurnFact::channelId),
                      required("first_in_episode", BOOLEAN, TurnFact::firstInEpisode),
                      required("started_at", INSTANT, TurnFact::startedAt),
                      required("answerable_until", INSTANT, TurnFact::answerableUntil),
                      optional("answered_at", INSTANT, t -> t.answer().map(Answer::at)),
                      optional("human_answered_at", INSTANT, TurnFact::humanAnsweredAt),
                      optional("bot_answered_at", INSTANT, TurnFact::botAnsweredAt),
                      optional(
                          "answer_origin", SMALLINT, t -> t.answer().map(a -> a.origin().code())),
                      required("exclusion", SMALLINT, t -> t.exclusion().code())),
                  LabelColumns.of(TurnFact::label).stream())
              .toList(),
          FactTables::turn);

  private FactTables() {}

  private static EpisodeFact episode(Row row) {
    return new EpisodeFact(
        row.getUUID("episode_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        INSTANT.read().apply(row, "opened_at"),
        INSTANT.read().apply(row, "last_message_at"),
        INSTANT
            .optional(row, "closed_at")
            .map(at -> new Closing(at, CloseReason.ofCode(row.getShort("close_reason")))),
        Initiator.ofCode(row.getShort("initiated_by")),
        row.getInteger("inbound_count"),
        row.getInteger("outbound_count"));
  }

  private static TurnFact turn(Row row) {
    return new TurnFact(
        row.getUUID("turn_id"),
        row.getUUID("episode_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        row.getBoolean("first_in_episode"),
        INSTANT.read().apply(row, "started_at"),
        INSTANT.read().apply(row, "answerable_until"),
        answer(row),
        INSTANT.optional(row, "human_answered_at"),
        INSTANT.optional(row, "bot_answered_at"),
        LabelColumns.decode(row));
  }

  private static Optional<Answer> answer(Row row) {
    return INSTANT
        .optional(row, "answered_at")
        .map(at -> new Answer(at, Origin.ofCode(row.getShort("answer_origin"))));
  }
}
