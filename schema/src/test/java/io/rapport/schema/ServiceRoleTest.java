package io.rapport.schema;

import static io.rapport.schema.MigratedDatabase.as;
import static io.rapport.schema.MigratedDatabase.column;
import static io.rapport.schema.MigratedDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the roles of the services are kept from, tried by themselves. */
class ServiceRoleTest {

  @Test
  void metricsCannotReadIdentities() throws SQLException {
    try (var connection = as(ServiceRole.METRICS);
        var statement = connection.createStatement()) {
      for (var table :
          List.of(
              "contact_alias",
              "contact_identity",
              "contact_key",
              "message_content",
              "quarantine")) {
        assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM " + table))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ServiceRole.class)
  void aRoleOwnsNothingAndCannotStepAroundRowSecurity(ServiceRole role) throws SQLException {
    assertThat(
            column(
                "SELECT rolname FROM pg_roles WHERE rolname = '"
                    + role.roleName()
                    + "' AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcreaterole"
                    + " AND NOT rolcreatedb"))
        .containsExactly(role.roleName());
    try (var connection = as(role);
        var statement = connection.createStatement()) {
      for (var sql :
          List.of(
              "CREATE TABLE rapport.mine (a int)",
              "ALTER TABLE rapport.event DISABLE ROW LEVEL SECURITY",
              "DROP TABLE rapport.event",
              "TRUNCATE rapport.event",
              "SELECT * FROM rapport.event_2026_11")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isIn("42501", "42P01"));
      }
    }
  }

  @Test
  void aTransactionSeesAndWritesOnlyItsAccounts() throws SQLException {
    try (var connection = as(ServiceRole.INGEST);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL rapport.accounts = '{7}'");
      statement.execute("INSERT INTO identity_lock (account_id) VALUES (7)");
      assertThatThrownBy(
              () -> statement.execute("INSERT INTO identity_lock (account_id) VALUES (8)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      connection.rollback();
      statement.execute("SET LOCAL rapport.accounts = '{7}'");
      statement.execute("INSERT INTO identity_lock (account_id) VALUES (7)");
      connection.commit();
      assertThat(rows(connection, "SELECT account_id::text FROM identity_lock")).isEmpty();
      statement.execute("SET LOCAL rapport.accounts = '{8}'");
      assertThat(rows(connection, "SELECT account_id::text FROM identity_lock")).isEmpty();
      connection.rollback();
      statement.execute("SET LOCAL rapport.accounts = '{7,8}'");
      assertThat(rows(connection, "SELECT account_id::text FROM identity_lock"))
          .containsExactly("7");
      connection.rollback();
    }
  }
}
