package io.rapport.metrics.settings;

import io.rapport.metrics.timeline.Attribution;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The rows of table {@code metric_setting}. */
public final class SettingRows {

  static final String COLUMNS =
      "version, recorded_at, recorded_by, episode_timeout, click_window, read_window,"
          + " delivery_window, calendar";

  /** Reads a version of an account; none for version 0. Parameters: account, version. */
  public static final String BY_VERSION =
      "SELECT " + COLUMNS + " FROM metric_setting WHERE account_id = $1 AND version = $2";

  static final String NEWEST =
      "SELECT "
          + COLUMNS
          + " FROM metric_setting WHERE account_id = $1 ORDER BY version DESC LIMIT 1";

  /** Parameters: account, the version before which they are, how many. */
  static final String BEFORE =
      "SELECT "
          + COLUMNS
          + " FROM metric_setting WHERE account_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3";

  /** Adds a row, unless somebody else was quicker. */
  static final String INSERT =
      "INSERT INTO metric_setting (account_id, "
          + COLUMNS
          + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";

  private SettingRows() {}

  /** What a row says. */
  public static ProjectionSettings decode(Row row) {
    return new ProjectionSettings(
        seconds(row, "episode_timeout"),
        attribution(row),
        Optional.ofNullable(row.getJsonObject("calendar")).map(CalendarJson::decode));
  }

  static Attribution attribution(Row row) {
    return new Attribution(
        seconds(row, "click_window"), seconds(row, "read_window"), seconds(row, "delivery_window"));
  }

  static MetricSettings decodeVersion(Row row) {
    return new MetricSettings(
        row.getInteger("version"),
        decode(row),
        Optional.of(
            new MetricSettings.Recorded(
                row.get(OffsetDateTime.class, "recorded_at").toInstant(),
                row.getString("recorded_by"))));
  }

  private static Duration seconds(Row row, String column) {
    return Duration.ofSeconds(row.getInteger(column));
  }

  /**
   * The parameters of {@link #INSERT}.
   *
   * @param settings of a version above 0
   */
  static Tuple encode(int accountId, MetricSettings settings) {
    var recorded = settings.recorded().orElseThrow();
    var chosen = settings.chosen();
    var attribution = chosen.attribution();
    JsonObject calendar = chosen.calendar().map(CalendarJson::encode).orElse(null);
    return Tuple.tuple()
        .addInteger(accountId)
        .addInteger(settings.version())
        .addOffsetDateTime(recorded.at().atOffset(ZoneOffset.UTC))
        .addString(recorded.by())
        .addInteger((int) chosen.episodeTimeout().toSeconds())
        .addInteger((int) attribution.click().toSeconds())
        .addInteger((int) attribution.read().toSeconds())
        .addInteger((int) attribution.delivery().toSeconds())
        .addJsonObject(calendar);
  }
}
