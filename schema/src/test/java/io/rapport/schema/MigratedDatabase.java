package io.rapport.schema;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;

/**
 * A Postgres on a free port to which all migrations were applied, started with the first test and
 * stopped with the JVM.
 */
final class MigratedDatabase {

  private static final String PASSWORD = "it's a test";
  private static final EmbeddedPostgres POSTGRES = start();

  private MigratedDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      var postgres = EmbeddedPostgres.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
      try (var connection = postgres.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE rapport");
      }
      migrator(url(postgres)).migrate();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded Postgres did not start", e);
    } catch (SQLException e) {
      throw new IllegalStateException("the schema could not be migrated", e);
    }
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded Postgres did not stop", e);
    }
  }

  static Migrator migrator() {
    return migrator(url());
  }

  private static Migrator migrator(String url) {
    var passwords = new EnumMap<ServiceRole, String>(ServiceRole.class);
    Arrays.stream(ServiceRole.values()).forEach(role -> passwords.put(role, PASSWORD));
    return new Migrator(url, "postgres", "postgres", passwords, Clock.systemUTC());
  }

  static String url() {
    return url(POSTGRES);
  }

  private static String url(EmbeddedPostgres postgres) {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/rapport";
  }

  /** The superuser's view. */
  static Connection admin() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  /** What a service sees. */
  static Connection as(ServiceRole role) throws SQLException {
    return DriverManager.getConnection(url(), role.roleName(), PASSWORD);
  }

  /** The first column of what a superuser reads, as text. */
  static List<String> column(String sql) throws SQLException {
    try (var connection = admin()) {
      return rows(connection, sql);
    }
  }

  /** The first column, as text. */
  static List<String> rows(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    }
  }
}
