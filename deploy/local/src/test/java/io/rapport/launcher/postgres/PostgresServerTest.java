package io.rapport.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.launcher.process.BackOff;
import io.rapport.launcher.process.PidFiles;
import io.rapport.launcher.process.Processes;
import io.rapport.launcher.process.SupervisedProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  private static final String PASSWORD = "of-the-test";

  @TempDir Path directory;

  @Test
  void isDurableGuardedAndSurvivesBeingKilled() throws Exception {
    var software = PostgresSoftware.unpack(Files.createDirectories(directory.resolve("software")));
    var data = directory.resolve("postgres");
    var postgres = new PostgresServer(software, data, freePort(), PASSWORD);
    postgres.initialise();
    var first = start(postgres);
    try {
      postgres.requireDurableAndGuarded();
      postgres.ensureDatabase("rapport");
      postgres.ensureDatabase("rapport");
      postgres.ensureDatabaseOfItsOwn("keycloak", "it's");
      postgres.ensureDatabaseOfItsOwn("keycloak", "it's");
      try (var connection =
          DriverManager.getConnection(postgres.jdbcUrl("keycloak"), "keycloak", "it's")) {
        assertThat(connection.isValid(1)).isTrue();
      }
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl("rapport"), "postgres", "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      try (var connection = postgres.connect("rapport");
          var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE kept (id int)");
      }
      first.requestStop(); // asked to end, but killed before it can, its pid file stays
      Processes.signalGroup("KILL", first.status().pid().orElseThrow());
    } finally {
      first.stop(Duration.ofSeconds(20));
    }
    // The system may have given the process id to another program, which is none of our business.
    Files.writeString(data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n");
    postgres.initialise();
    var second = start(postgres);
    try (var connection = postgres.connect("rapport");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM kept")) {
      assertThat(rows.next()).isTrue();
    } finally {
      second.stop(Duration.ofSeconds(20));
    }
    assertThat(data.resolve("postmaster.pid")).doesNotExist();
  }

  private SupervisedProgram start(PostgresServer postgres) throws Exception {
    var supervised =
        new SupervisedProgram(
            postgres,
            BackOff.DEFAULT,
            new PidFiles(directory),
            Clock.systemUTC(),
            line -> {},
            status -> {});
    supervised.start();
    supervised.awaitReady();
    return supervised;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
