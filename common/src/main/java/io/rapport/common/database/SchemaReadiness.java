package io.rapport.common.database;

import static java.util.Objects.requireNonNull;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only with a database that answers and has the schema this version was written for, or a
 * later one: services are replaced one after the other once the migrator has run.
 */
@Readiness
@ApplicationScoped
class SchemaReadiness implements AsyncHealthCheck {

  /** The newest migration; {@code schema} has its file. */
  static final int EXPECTED = 35;

  private static final String NAME = "Database schema";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String VERSION =
      """
      SELECT coalesce(max(version::int), 0) FROM flyway_schema_history
      WHERE success AND version ~ '^[0-9]+$'""";

  private final Pool pool;

  SchemaReadiness(Pool pool) {
    this.pool = requireNonNull(pool, "pool is null");
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return pool.query(VERSION)
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(SchemaReadiness::judge)
        .onFailure()
        .recoverWithItem(
            failure ->
                // What the database says may name hosts and users.
                HealthCheckResponse.named(NAME)
                    .down()
                    .withData("expected", EXPECTED)
                    .withData("failure", failure.getClass().getSimpleName())
                    .build());
  }

  private static HealthCheckResponse judge(int found) {
    return HealthCheckResponse.named(NAME)
        .status(found >= EXPECTED)
        .withData("expected", EXPECTED)
        .withData("found", found)
        .build();
  }
}
