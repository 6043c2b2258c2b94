package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactReader.instant;
import static io.rapport.metrics.kpi.FactReader.text;
import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.BotOutcome;
import io.rapport.metrics.timeline.Initiator;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Locale;
import java.util.Optional;

/** Episodes, by when they opened or by when they began to wait for a person. */
final class EpisodeReader implements FactReader {

  private final FactTable table;

  EpisodeReader(FactTable table) {
    this.table = requireNonNull(table, "table is null");
  }

  @Override
  public String columns() {
    return """
    episode_id, opened_at, closed_at, initiated_by, bot_involved, bot, bot_outcome, escalated_at,
    escalation_reason, human_at, queued_at, queue_answered_at, next_opened_at, converted_at, campaign
    """;
  }

  @Override
  public Class<? extends Fact> type() {
    return Fact.Episode.class;
  }

  @Override
  public Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel) {
    var opened = instant(row, "opened_at").orElseThrow();
    var fact =
        new Fact.Episode(
            row.getUUID("contact_id"),
            row.getUUID("episode_id"),
            channel.orElseThrow(),
            opened,
            instant(row, "closed_at"),
            Initiator.ofCode(row.getShort("initiated_by")).name().toLowerCase(Locale.ROOT),
            row.getBoolean("bot_involved"),
            text(row, "bot"),
            Optional.ofNullable(row.getShort("bot_outcome"))
                .map(BotOutcome::ofCode)
                .map(BotOutcome::id),
            instant(row, "escalated_at"),
            text(row, "escalation_reason"),
            instant(row, "human_at"),
            instant(row, "queued_at"),
            instant(row, "queue_answered_at"),
            instant(row, "next_opened_at"),
            instant(row, "converted_at"),
            text(row, "campaign"),
            instant(row, table.time()).orElseThrow(),
            FactReader.lifecycle(row),
            "");
    return fact.because(Reason.ofEpisode(kpi, part, fact));
  }
}
