package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactReader.instant;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** Turns of conversations. */
final class TurnReader implements FactReader {

  @Override
  public String columns() {
    return """
    turn_id, episode_id, first_in_episode, started_at, answerable_until, answered_at,
    human_answered_at, bot_answered_at, human_clock_from, business_seconds, human_business_seconds,
    bot_business_seconds, answer_origin
    """;
  }

  @Override
  public Class<? extends Fact> type() {
    return Fact.Turn.class;
  }

  @Override
  public Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel) {
    var started = instant(row, "started_at").orElseThrow();
    var answered = instant(row, "answered_at");
    return new Fact.Turn(
        row.getUUID("contact_id"),
        row.getUUID("turn_id"),
        row.getUUID("episode_id"),
        channel.orElseThrow(),
        row.getBoolean("first_in_episode"),
        started,
        instant(row, "answerable_until").orElseThrow(),
        answered,
        instant(row, "human_answered_at"),
        instant(row, "bot_answered_at"),
        instant(row, "human_clock_from"),
        Optional.ofNullable(row.getLong("business_seconds")),
        Optional.ofNullable(row.getLong("human_business_seconds")),
        Optional.ofNullable(row.getLong("bot_business_seconds")),
        FactReader.origin(row.getShort("answer_origin")),
        FactReader.lifecycle(row),
        Reason.ofTurn(kpi, part, started, answered));
  }
}
