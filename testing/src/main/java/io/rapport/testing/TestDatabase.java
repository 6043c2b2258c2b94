package io.rapport.testing;

import io.rapport.schema.Migrator;
import io.rapport.schema.ServiceRole;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/**
 * A real Postgres on a free port with the current schema, started once per JVM and stopped with it.
 * Durable settings stay off: what survives a crash is tested on the whole suite, not here.
 */
public final class TestDatabase {

  private static final String PASSWORD = "test";

  private static TestDatabase shared;

  private final EmbeddedPostgres postgres;

  private TestDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** The database of this JVM, started on the first call. */
  public static synchronized TestDatabase shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static TestDatabase start() {
    try {
      var postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
      try (var connection = postgres.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE rapport");
      }
      var database = new TestDatabase(postgres);
      Map<ServiceRole, String> passwords = new EnumMap<>(ServiceRole.class);
      for (var role : ServiceRole.values()) {
        passwords.put(role, PASSWORD);
      }
      new Migrator(database.jdbcUrl(), "postgres", "postgres", passwords, Clock.systemUTC())
          .migrate();
      Runtime.getRuntime().addShutdownHook(new Thread(database::stop));
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded Postgres did not start", e);
    } catch (SQLException e) {
      throw new IllegalStateException("the schema could not be migrated", e);
    }
  }

  /** The superuser's view, for arranging and for looking behind row security. */
  public Connection admin() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), "postgres", "postgres");
  }

  /** What a service sees. */
  public Connection as(ServiceRole role) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), role.roleName(), PASSWORD);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/rapport";
  }

  /** The URL of the reactive client. */
  public String reactiveUrl() {
    return "postgresql://127.0.0.1:" + postgres.getPort() + "/rapport";
  }

  public String password() {
    return PASSWORD;
  }

  /** Empties every table but the directory's row 0. */
  public void truncate() {
    try (var connection = admin();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          DO $$
          DECLARE t text;
          BEGIN
            FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                     WHERE n.nspname = 'rapport' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                       AND c.relname NOT IN ('account', 'flyway_schema_history') LOOP
              EXECUTE format('TRUNCATE rapport.%I', t);
            END LOOP;
            DELETE FROM rapport.account WHERE account_id > 0;
          END $$""");
    } catch (SQLException e) {
      throw new IllegalStateException("the tables could not be emptied", e);
    }
  }

  private void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
