package io.rapport.launcher.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Failure;
import io.rapport.launcher.installation.Directories;
import io.rapport.launcher.installation.PrivateFile;
import io.rapport.launcher.process.OwnSession;
import io.rapport.launcher.process.Processes;
import io.rapport.launcher.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Postgres 18 over a data directory that stays: loopback only, every login by password
 * (scram-sha-256), and every commit on the disk before it is acknowledged.
 */
public final class PostgresServer implements Program {

  /** The superuser. */
  public static final String ADMINISTRATOR = "postgres";

  private static final Duration LEFTOVER_STOP = Duration.ofSeconds(30);

  private final PostgresSoftware software;
  private final Path data;
  private final int port;
  private final String password;

  /**
   * @param password of {@link #ADMINISTRATOR}; it is fixed when the data directory is first made
   */
  public PostgresServer(PostgresSoftware software, Path data, int port, String password) {
    this.software = requireNonNull(software, "software is null");
    this.data = requireNonNull(data, "data is null");
    this.port = port;
    this.password = requireNonNull(password, "password is null");
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/rapport";
  }

  /** Makes the data directory where it is missing; afterwards it is whole or was never there. */
  public void initialise() throws IOException, InterruptedException {
    var version = data.resolve("PG_VERSION");
    if (Files.exists(version)) {
      return;
    }
    var fresh = data.resolveSibling(data.getFileName() + ".new");
    if (Files.exists(fresh)) {
      Directories.delete(fresh); // a first start that was killed
    }
    var passwordFile = data.resolveSibling("postgres.password");
    PrivateFile.write(passwordFile, password + "\n");
    try {
      var process =
          new ProcessBuilder(
                  unprivileged(
                      List.of(
                          software.program("initdb").toString(),
                          "--pgdata=" + fresh,
                          "--username=" + ADMINISTRATOR,
                          "--pwfile=" + passwordFile,
                          "--auth=scram-sha-256",
                          "--encoding=UTF8",
                          "--locale=C",
                          "--locale-provider=builtin",
                          "--builtin-locale=C.UTF-8",
                          "--no-instructions")))
              .redirectErrorStream(true)
              .start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new Failure(
            "the database could not be made:\n" + output.strip().indent(4).stripTrailing());
      }
      Files.move(fresh, data);
    } finally {
      Files.delete(passwordFile);
    }
  }

  /**
   * A postmaster whose launcher was killed is stopped, and what it left behind when killed itself
   * is removed: the system may have given its process id to another program since.
   */
  @Override
  public void prepare() throws IOException {
    var file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    var lines = Files.readAllLines(file);
    if (!lines.isEmpty() && !lines.getFirst().isBlank()) {
      long pid = Long.parseLong(lines.getFirst().strip());
      if (Processes.isAlive(pid) && isPostgres(pid)) {
        Processes.signal("INT", pid);
        if (!Processes.awaitEnd(pid, LEFTOVER_STOP)) {
          throw new Failure("Postgres (pid %d) of an earlier start does not stop".formatted(pid));
        }
      }
    }
    Files.deleteIfExists(file);
  }

  private boolean isPostgres(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().command())
        .map(command -> Path.of(command).getFileName().toString().equals("postgres"))
        .orElse(false);
  }

  @Override
  public Launch launch() {
    var command = new ArrayList<String>();
    command.add(software.program("postgres").toString());
    command.addAll(List.of("-D", data.toString()));
    settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return new Launch(unprivileged(command), Map.of("PGTZ", "UTC"), data);
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("port", String.valueOf(port)),
        Map.entry("listen_addresses", "127.0.0.1"),
        Map.entry("unix_socket_directories", ""),
        Map.entry("fsync", "on"),
        Map.entry("synchronous_commit", "on"),
        Map.entry("full_page_writes", "on"),
        Map.entry("password_encryption", "scram-sha-256"),
        Map.entry("max_connections", "200"),
        Map.entry("shared_buffers", "256MB"),
        Map.entry("max_wal_size", "2GB"),
        Map.entry("timezone", "UTC"),
        Map.entry("log_timezone", "UTC"),
        // Parameters could be personal data; they stay out of the log.
        Map.entry("log_parameter_max_length_on_error", "0"),
        Map.entry("log_line_prefix", "%m [%p] %u "));
  }

  /** Postgres refuses to run as root; a user namespace without any rights will do. */
  private static List<String> unprivileged(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    if (!OwnSession.isAvailable("unshare")) {
      throw new Failure(
          "Postgres does not run as root, and unshare is not here to help; run as another user");
    }
    var all = new ArrayList<>(List.of("unshare", "-U"));
    all.addAll(command);
    return all;
  }

  @Override
  public boolean isReady() {
    try (var connection = connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The fast shutdown: sessions are ended, everything is written. */
  @Override
  public String stopSignal() {
    return "INT";
  }

  /** A connection of the superuser. */
  public Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", ADMINISTRATOR);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "60");
    return DriverManager.getConnection(jdbcUrl(database), properties);
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /**
   * @throws Failure if an acknowledged commit could be lost or a login could do without a password
   */
  public void requireDurableAndGuarded() throws SQLException {
    try (var connection = connect("postgres")) {
      for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        require(connection, "SHOW " + setting, "on");
      }
      require(connection, "SHOW listen_addresses", "127.0.0.1");
      require(
          connection,
          "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules",
          "scram-sha-256");
    }
  }

  private static void require(Connection connection, String question, String expected)
      throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      rows.next();
      var actual = rows.getString(1);
      if (!expected.equals(actual)) {
        throw new Failure(
            "Postgres answers %s to %s; it must be %s".formatted(actual, question, expected));
      }
    }
  }

  /** Makes a database of the superuser's, unless it is there. */
  public void ensureDatabase(String database) throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
        statement.execute("CREATE DATABASE " + database);
      }
    }
  }

  /** Makes a database that belongs to a login of the same name. */
  public void ensureDatabaseOfItsOwn(String name, String ownerPassword) throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
        statement.execute("CREATE ROLE " + name + " LOGIN");
      }
      try (var literal = connection.prepareStatement("SELECT quote_literal(?)")) {
        literal.setString(1, ownerPassword);
        try (var rows = literal.executeQuery()) {
          rows.next();
          statement.execute("ALTER ROLE " + name + " PASSWORD " + rows.getString(1));
        }
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
        statement.execute("CREATE DATABASE " + name + " OWNER " + name);
        statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
      }
    }
  }

  private static boolean exists(Connection connection, String question, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(question)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
