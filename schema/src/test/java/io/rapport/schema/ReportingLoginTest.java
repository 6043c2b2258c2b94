package io.rapport.schema;

import static io.rapport.schema.MigratedDatabase.admin;
import static io.rapport.schema.MigratedDatabase.rows;
import static io.rapport.schema.MigratedDatabase.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a login for reports sees. */
class ReportingLoginTest {

  @Test
  void aReportingLoginReadsItsAccountsWhateverItSays() throws SQLException {
    try (var admin = admin();
        var statement = admin.createStatement()) {
      statement.execute("CREATE ROLE bi_seven LOGIN PASSWORD 'bi' IN ROLE rapport_reporting");
      statement.execute("CREATE ROLE bi_nobody LOGIN PASSWORD 'bi' IN ROLE rapport_reporting");
      statement.execute(
          "INSERT INTO rapport.account (account_id, waba_id, created_at)"
              + " VALUES (70, 'seventy', now()), (80, 'eighty', now())");
      statement.execute(
          "INSERT INTO rapport.turn (account_id, contact_id, turn_id, episode_id, channel_id,"
              + " first_in_episode, started_at, answerable_until, exclusion)"
              + " SELECT a, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, true, now(),"
              + " now(), 0 FROM unnest(ARRAY[70, 80]) AS a");
      statement.execute(
          "INSERT INTO rapport.blocked_send (account_id, contact_id, blocked_id, channel_id,"
              + " occurred_at, reason, exclusion, lifecycle)"
              + " SELECT a, gen_random_uuid(), gen_random_uuid(), 0, now(), 1, 0, 1"
              + " FROM unnest(ARRAY[70, 80]) AS a");
      statement.execute("INSERT INTO rapport.reporting_access VALUES (70, 'bi_seven')");
    }
    try (var connection = DriverManager.getConnection(url(), "bi_seven", "bi");
        var statement = connection.createStatement()) {
      var turns = "SELECT account_key::text FROM reporting.fact_turn_day";
      assertThat(rows(connection, turns)).containsExactly("70");
      statement.execute("SET rapport.accounts = '{70,80}'");
      assertThat(rows(connection, turns)).containsExactly("70");
      assertThat(rows(connection, "SELECT account_key::text FROM reporting.fact_blocked_day"))
          .containsExactly("70");
      assertThat(rows(connection, "SELECT account FROM reporting.dim_account"))
          .containsExactly("seventy");
      for (var table :
          List.of(
              "message",
              "turn",
              "episode",
              "conversion",
              "flow_run",
              "flow_step",
              "bot_input",
              "cart",
              "invitation",
              "blocked_send",
              "timeline",
              "contact")) {
        assertThatThrownBy(() -> rows(connection, "SELECT contact_id::text FROM rapport." + table))
            .as(table)
            .hasMessageContaining("permission denied");
      }
      var contacts =
          "SELECT DISTINCT account_key::text FROM reporting.kpi_contacts('2026-01-01', '2026-02-01')";
      assertThat(rows(connection, contacts)).containsExactly("70");
      assertThat(rows(connection, "SELECT account_id::text FROM rapport.turn"))
          .containsExactly("70");
      statement.execute("SET ROLE rapport_reporting");
      assertThat(rows(connection, turns)).containsExactly("70");
      for (var sql :
          List.of(
              "DELETE FROM rapport.turn",
              "INSERT INTO rapport.reporting_access VALUES (80, 'bi_seven')",
              "SELECT * FROM rapport.event",
              "SELECT * FROM rapport.contact_identity",
              "CREATE TABLE reporting.mine (a int)",
              "SET SESSION AUTHORIZATION bi_nobody")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
    }
    try (var connection = DriverManager.getConnection(url(), "bi_nobody", "bi")) {
      assertThat(rows(connection, "SELECT account_key::text FROM reporting.fact_turn_day"))
          .isEmpty();
    }
  }
}
