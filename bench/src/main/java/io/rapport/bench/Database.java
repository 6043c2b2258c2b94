package io.rapport.bench;

import io.rapport.schema.Migrator;
import io.rapport.schema.ServiceRole;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;

/** A Postgres that keeps what it acknowledged: fsync and synchronous_commit on, and checked. */
final class Database implements AutoCloseable {
  static final String PASSWORD = "bench";

  private final EmbeddedPostgres postgres;

  private Database(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static Database start(Path directory, int port) throws IOException, SQLException {
    var database =
        new Database(
            EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.toFile())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start());
    try (var connection = database.connect("postgres")) {
      for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        if (!show(connection, setting).equals("on")) {
          throw new IllegalStateException(setting + " is off");
        }
      }
    }
    return database;
  }

  /** Throws the schema away, makes it anew and settles the disk. */
  void renew() throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS rapport WITH (FORCE)");
      statement.execute("CREATE DATABASE rapport");
    }
    new Migrator(
            jdbcUrl("rapport"),
            "postgres",
            "postgres",
            Map.of(ServiceRole.INGEST, PASSWORD, ServiceRole.METRICS, PASSWORD),
            Clock.systemUTC())
        .migrate();
    try (var connection = connect("rapport");
        var statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  void execute(String sql) throws SQLException {
    try (var connection = connect("rapport");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long events() throws SQLException {
    try (var connection = connect("rapport")) {
      return Long.parseLong(value(connection, "SELECT count(*) FROM rapport.event"));
    }
  }

  /** The number that a query gives. */
  long number(String query) throws SQLException {
    try (var connection = connect("rapport")) {
      return Long.parseLong(value(connection, query));
    }
  }

  String version() throws SQLException {
    try (var connection = connect("postgres")) {
      return show(connection, "server_version");
    }
  }

  String reactiveUrl() {
    return "postgresql://127.0.0.1:" + postgres.getPort() + "/rapport";
  }

  private Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(name), "postgres", "postgres");
  }

  private String jdbcUrl(String name) {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name;
  }

  private static String show(Connection connection, String setting) throws SQLException {
    return value(connection, "SHOW " + setting);
  }

  private static String value(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
