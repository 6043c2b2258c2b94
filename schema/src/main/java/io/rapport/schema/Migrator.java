package io.rapport.schema;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a database to the current schema: roles and passwords, Flyway migrations, event partitions
 * ahead of time. Running it again changes nothing but passwords and partitions.
 *
 * <p>Needs a role that may create roles and schemas in the database (a superuser, or an owner with
 * {@code CREATEROLE}). Services never migrate.
 */
public final class Migrator {

  /**
   * Months of event partitions made before and after the current one; others are made on demand.
   */
  private static final int MONTHS_BACK = 4;

  private static final int MONTHS_AHEAD = 3;

  private final String jdbcUrl;
  private final String user;
  private final String password;
  private final Map<ServiceRole, String> passwords;
  private final Clock clock;

  /**
   * @param jdbcUrl the database, {@code jdbc:postgresql://host:port/rapport}
   * @param passwords of the service roles; a role without one keeps what it has
   */
  public Migrator(
      String jdbcUrl,
      String user,
      String password,
      Map<ServiceRole, String> passwords,
      Clock clock) {
    this.jdbcUrl = requireNonNull(jdbcUrl, "jdbcUrl is null");
    this.user = requireNonNull(user, "user is null");
    this.password = requireNonNull(password, "password is null");
    this.passwords = Map.copyOf(passwords);
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Migrates.
   *
   * @return how many migrations were applied by this call
   * @throws SQLException if the database cannot be reached or refuses
   */
  public int migrate() throws SQLException {
    try (var connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      new Roles(connection).ensure(passwords);
    }
    var result =
        flyway(jdbcUrl, user, password)
            .schemas("rapport")
            .locations("classpath:io/rapport/schema/migration")
            .load()
            .migrate();
    try (var connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      ensurePartitions(connection);
    }
    return result.migrationsExecuted;
  }

  /**
   * One migration at a time, each in a transaction unless it builds an index concurrently. That
   * would wait for ever for the transaction of a lock, so the lock between migrators is one of the
   * session.
   */
  static FluentConfiguration flyway(String jdbcUrl, String user, String password) {
    return Flyway.configure()
        .dataSource(jdbcUrl, user, password)
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
  }

  private void ensurePartitions(Connection connection) throws SQLException {
    var now = YearMonth.now(clock.withZone(ZoneOffset.UTC));
    try (Statement statement = connection.createStatement()) {
      for (int month = -MONTHS_BACK; month <= MONTHS_AHEAD; month++) {
        statement.execute(
            "SELECT rapport.ensure_event_partition('" + now.plusMonths(month).atDay(1) + "')");
      }
    }
  }
}
