package io.rapport.metrics.settings;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.Attribution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What those who read derived rows must know of the settings these were made with.
 *
 * @param version of the settings
 * @param conversionHorizon how long after the sending of a message a conversion counts for it
 * @param calendar whether waits during business hours are known
 * @param days the zone by whose clock sums are kept by days; empty before the first rebuild
 */
public record InEffect(
    int version, Duration conversionHorizon, boolean calendar, Optional<ZoneId> days) {

  /** Nothing was chosen. */
  public static final InEffect DEFAULT = defaults(Optional.empty());

  /** The first definition by which rows are made with all the days that are read. */
  private static final int FIRST_WITH_DAYS = 5;

  private static final String SELECT =
      """
      SELECT p.settings_version, CASE WHEN p.definition_version >= $2 THEN p.day_zone END AS day_zone,
             s.click_window, s.read_window, s.delivery_window,
             s.calendar IS NOT NULL AS calendar
      FROM projection p
      LEFT JOIN metric_setting s ON s.account_id = p.account_id AND s.version = p.settings_version
      WHERE p.account_id = $1""";

  public InEffect {
    requireNonNull(conversionHorizon, "conversionHorizon is null");
    requireNonNull(days, "days is null");
  }

  private static InEffect defaults(Optional<ZoneId> days) {
    return new InEffect(0, Attribution.DEFAULT.horizon(), false, days);
  }

  /** Reads it within a transaction that may read the account. */
  public static Uni<InEffect> read(SqlConnection connection, int accountId) {
    return connection
        .preparedQuery(SELECT)
        .execute(Tuple.of(accountId, FIRST_WITH_DAYS))
        .map(
            rows -> {
              for (var row : rows) {
                var days = Optional.ofNullable(row.getString("day_zone")).map(InEffect::zone);
                return row.getInteger("settings_version") == 0
                    ? defaults(days)
                    : new InEffect(
                        row.getInteger("settings_version"),
                        SettingRows.attribution(row).horizon(),
                        row.getBoolean("calendar"),
                        days);
              }
              return DEFAULT;
            });
  }

  /** With a name that this Java does not know: UTC, by which its days are then kept, too. */
  public static ZoneId zone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ZoneOffset.UTC;
  }

  /** The horizon in the words of Postgres. */
  public String horizonInterval() {
    return "INTERVAL '" + conversionHorizon.toSeconds() + " seconds'";
  }
}
