package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BIGINT;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.ID;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;

import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.Answer;
import io.rapport.metrics.timeline.BusinessWaits;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Lifecycle;
import io.rapport.metrics.timeline.TurnFact;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of turns. */
final class TurnTable {

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
                      optional("human_clock_from", INSTANT, TurnFact::humanClockFrom),
                      optional("business_seconds", BIGINT, t -> t.businessWaits().any()),
                      optional("human_business_seconds", BIGINT, t -> t.businessWaits().human()),
                      optional("bot_business_seconds", BIGINT, t -> t.businessWaits().bot()),
                      optional(
                          "answer_origin", SMALLINT, t -> t.answer().map(a -> a.origin().code())),
                      required("exclusion", SMALLINT, t -> t.exclusion().code()),
                      required("lifecycle", SMALLINT, t -> t.lifecycle().code())),
                  LabelColumns.of(TurnFact::label).stream())
              .toList(),
          TurnTable::decode);

  private TurnTable() {}

  private static TurnFact decode(Row row) {
    return new TurnFact(
        row.getUUID("turn_id"),
        row.getUUID("episode_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        row.getBoolean("first_in_episode"),
        INSTANT.read().apply(row, "started_at"),
        INSTANT.read().apply(row, "answerable_until"),
        answer(row),
        INSTANT.optional(row, "human_answered_at"),
        INSTANT.optional(row, "bot_answered_at"),
        INSTANT.optional(row, "human_clock_from"),
        new BusinessWaits(
            BIGINT.optional(row, "business_seconds"),
            BIGINT.optional(row, "human_business_seconds"),
            BIGINT.optional(row, "bot_business_seconds")),
        LabelColumns.decode(row));
  }

  private static Optional<Answer> answer(Row row) {
    return INSTANT
        .optional(row, "answered_at")
        .map(at -> new Answer(at, Origin.ofCode(row.getShort("answer_origin"))));
  }
}
