package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.settings.DerivedRows;
import io.rapport.metrics.settings.SettingRows;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** The settings that derived rows are made with. Thread-safe. */
@ApplicationScoped
class ChosenSettings implements DerivedRows {

  private final ProjectionSettings defaults;
  private final RebuildRequests rebuilds;

  ChosenSettings(ProjectionConfig config, RebuildRequests rebuilds) {
    this.defaults = new ProjectionSettings(config.episodeTimeout());
    this.rebuilds = requireNonNull(rebuilds, "rebuilds is null");
  }

  @Override
  public ProjectionSettings defaults() {
    return defaults;
  }

  @Override
  public Uni<Void> outdated(SqlConnection connection, int accountId) {
    return rebuilds.request(connection, accountId);
  }

  /** What an account chose in a version of its settings. */
  static ProjectionSettings of(
      Statements statements, int accountId, int version, ProjectionSettings defaults) {
    if (version == 0) {
      return defaults;
    }
    for (var row : statements.run(SettingRows.BY_VERSION, accountId, version)) {
      return SettingRows.decode(row);
    }
    throw new IllegalStateException("settings " + version + " of the account are missing");
  }

  /** The newest version of an account's settings. */
  static int newest(Statements statements, int accountId) {
    return statements
        .run(
            "SELECT coalesce(max(version), 0) AS version FROM metric_setting WHERE account_id = $1",
            accountId)
        .iterator()
        .next()
        .getInteger("version");
  }
}
