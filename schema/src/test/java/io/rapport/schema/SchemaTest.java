package io.rapport.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the schema to its own rules by reading the catalogue of a real Postgres. */
class SchemaTest {

  private static final String TABLES =
      """
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'rapport' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname <> 'flyway_schema_history'""";

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void migrate() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE rapport");
    }
    migrator().migrate();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void migratingAgainChangesNothing() throws SQLException {
    assertThat(migrator().migrate()).isZero();
  }

  @Test
  @Timeout(60)
  void anIndexCanBeBuiltBesideRunningWork() throws SQLException {
    var migrated =
        Migrator.flyway(url(), "postgres", "postgres")
            .schemas("beside")
            .locations("classpath:io/rapport/schema/beside")
            .load()
            .migrate();

    assertThat(migrated.migrationsExecuted).isEqualTo(2);
    assertThat(
            column(
                """
                SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
                WHERE i.relname = 'written_by' AND x.indisvalid"""))
        .containsExactly("written_by");
  }

  @Test
  void everyPrimaryAndUniqueKeyBeginsWithTheAccount() throws SQLException {
    assertThat(
            column(
                """
                SELECT c.relname || '.' || i.relname FROM pg_index x
                JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
                WHERE n.nspname = 'rapport' AND x.indisunique AND NOT c.relispartition
                  AND a.attname <> 'account_id' AND c.relname <> 'flyway_schema_history'"""))
        .containsExactly("account.account_waba_id_key");
  }

  @Test
  void everyTableHasAPrimaryKeyAndAnIntegerAccount() throws SQLException {
    assertThat(
            column(
                TABLES
                    + " AND NOT EXISTS (SELECT 1 FROM pg_index x"
                    + " WHERE x.indrelid = c.oid AND x.indisprimary)"))
        .isEmpty();
    assertThat(
            column(
                TABLES
                    + " AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid"
                    + " AND a.attname = 'account_id' AND a.attnotnull"
                    + " AND a.atttypid = 'int4'::regtype)"))
        .isEmpty();
  }

  @Test
  void everyTableForcesAPolicy() throws SQLException {
    assertThat(
            column(
                TABLES
                    + " AND NOT (c.relrowsecurity AND c.relforcerowsecurity"
                    + " AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))"))
        .isEmpty();
  }

  @Test
  void policiesUseTheFormThatIsAnIndexCondition() throws SQLException {
    assertThat(
            column(
                """
                SELECT DISTINCT pg_get_expr(p.polqual, p.polrelid) FROM pg_policy p
                WHERE p.polname = 'account_scope'"""))
        .containsExactly(
            "(account_id = ANY ((NULLIF(current_setting('rapport.accounts'::text, true),"
                + " ''::text))::integer[]))");
  }

  @Test
  void thereAreNoTriggersAndNoForeignKeysBeyondTheAccount() throws SQLException {
    assertThat(
            column(
                """
                SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'rapport' AND NOT t.tgisinternal"""))
        .isEmpty();
    assertThat(
            column(
                """
                SELECT conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
                WHERE n.nspname = 'rapport' AND k.contype = 'f'"""))
        .isEmpty();
  }

  @Test
  void everyViewRunsWithTheRightsOfItsReader() throws SQLException {
    assertThat(
            column(
                """
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND c.relkind = 'v'
                  AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)"""))
        .isEmpty();
  }

  @Test
  void partitionsCarryNoGrants() throws SQLException {
    assertThat(
            column(
                """
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'rapport' AND c.relispartition AND c.relacl IS NOT NULL"""))
        .isEmpty();
    assertThat(column("SELECT defaclobjtype::text FROM pg_default_acl")).isEmpty();
  }

  @Test
  void eachRoleCanDoExactlyThis() throws SQLException {
    assertThat(
            column(
                """
                SELECT grantee || ' ' || table_name || ' ' ||
                       string_agg(privilege_type, ',' ORDER BY privilege_type)
                FROM information_schema.role_table_grants
                WHERE table_schema = 'rapport' AND grantee LIKE 'rapport\\_%'
                GROUP BY grantee, table_name ORDER BY 1"""))
        .containsExactly(
            "rapport_consent account SELECT",
            "rapport_consent flyway_schema_history SELECT",
            "rapport_ingest account INSERT,SELECT",
            "rapport_ingest account_event INSERT,SELECT",
            "rapport_ingest account_settings INSERT,SELECT,UPDATE",
            "rapport_ingest account_settings_history INSERT,SELECT",
            "rapport_ingest channel INSERT,SELECT",
            "rapport_ingest contact INSERT,SELECT,UPDATE",
            "rapport_ingest contact_alias INSERT,SELECT,UPDATE",
            "rapport_ingest contact_identity DELETE,INSERT,SELECT,UPDATE",
            "rapport_ingest contact_key DELETE,INSERT,SELECT,UPDATE",
            "rapport_ingest event DELETE,INSERT,SELECT",
            "rapport_ingest flyway_schema_history SELECT",
            "rapport_ingest identity_lock INSERT,SELECT,UPDATE",
            "rapport_ingest import DELETE,INSERT,SELECT,UPDATE",
            "rapport_ingest import_error DELETE,INSERT,SELECT",
            "rapport_ingest insight_day INSERT,SELECT,UPDATE",
            "rapport_ingest link INSERT,SELECT,UPDATE",
            "rapport_ingest link_click INSERT,SELECT",
            "rapport_ingest link_token DELETE,INSERT,SELECT,UPDATE",
            "rapport_ingest link_visit INSERT,SELECT,UPDATE",
            "rapport_ingest message_content DELETE,INSERT,SELECT,UPDATE",
            "rapport_ingest quarantine DELETE,INSERT,SELECT",
            "rapport_ingest received_cube INSERT,SELECT,UPDATE",
            "rapport_ingest received_tally DELETE,INSERT,SELECT,UPDATE",
            "rapport_ingest reported_event INSERT,SELECT",
            "rapport_ingest request_key DELETE,INSERT,SELECT,UPDATE",
            "rapport_ingest work_announcement INSERT,SELECT",
            "rapport_metrics account SELECT",
            "rapport_metrics bot_input DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics cart DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics channel SELECT",
            "rapport_metrics contact SELECT",
            "rapport_metrics contact_cube DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics contact_day DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics contact_work DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics conversion DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics conversion_touch DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics episode DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics event SELECT",
            "rapport_metrics experiment INSERT,SELECT,UPDATE",
            "rapport_metrics experiment_assignment INSERT,SELECT",
            "rapport_metrics flow_run DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics flow_step DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics flyway_schema_history SELECT",
            "rapport_metrics insight_day SELECT",
            "rapport_metrics invitation DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics latency_cube DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics latency_day DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics message DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics message_cube DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics message_day DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics metric_setting INSERT,SELECT",
            "rapport_metrics price_list INSERT,SELECT",
            "rapport_metrics projection DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics projection_failure DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics rebuild_work DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics request_key DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics segment DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics segment_membership DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics segment_refresh DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics timeline DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics turn DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics turn_cube DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics turn_day DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics work_announcement DELETE,SELECT,UPDATE",
            "rapport_reporting account SELECT",
            "rapport_reporting channel SELECT",
            "rapport_reporting reporting_access SELECT",
            "rapport_survey account SELECT",
            "rapport_survey channel SELECT",
            "rapport_survey flyway_schema_history SELECT");
  }

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

  @Test
  void aReportingLoginReadsItsAccountsWhateverItSays() throws SQLException {
    try (var admin = DriverManager.getConnection(url(), "postgres", "postgres");
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
      statement.execute("INSERT INTO rapport.reporting_access VALUES (70, 'bi_seven')");
    }
    try (var connection = DriverManager.getConnection(url(), "bi_seven", "bi");
        var statement = connection.createStatement()) {
      var turns = "SELECT account_key::text FROM reporting.fact_turn_day";
      assertThat(rows(connection, turns)).containsExactly("70");
      statement.execute("SET rapport.accounts = '{70,80}'");
      assertThat(rows(connection, turns)).containsExactly("70");
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

  @Test
  void aPartitionForAnyMonthIsMadeOnDemandButNotForAWildClock() throws SQLException {
    try (var connection = as(ServiceRole.INGEST);
        var statement = connection.createStatement()) {
      statement.execute("SELECT ensure_event_partition('2024-02-29')");
      statement.execute("SELECT ensure_event_partition('2024-02-01')");
      statement.execute("SELECT ensure_event_partition('2031-12-31')");
      assertThatThrownBy(() -> statement.execute("SELECT ensure_event_partition('2400-01-01')"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22008"));
    }
    assertThat(
            column(
                "SELECT relname FROM pg_class WHERE relname IN"
                    + " ('event_2024_02', 'event_2031_12') ORDER BY 1"))
        .containsExactly("event_2024_02", "event_2031_12");
    try (var connection = as(ServiceRole.METRICS);
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT ensure_event_partition('2024-03-01')"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
  }

  @Test
  void aPartitionIsMadeWhileOthersReadAndWrite() throws SQLException {
    try (var reader = as(ServiceRole.METRICS);
        var reading = reader.createStatement();
        var maker = as(ServiceRole.INGEST);
        var making = maker.createStatement()) {
      reader.setAutoCommit(false);
      reading.executeQuery("SELECT count(*) FROM event").close();
      making.execute("SET lock_timeout = '2s'");
      making.execute("SELECT ensure_event_partition('2032-06-01')");
      making.execute("SELECT ensure_event_partition('2032-06-01')");
    }
    assertThat(
            column(
                """
                SELECT i.relname || ' ' || (SELECT p.relname FROM pg_inherits h
                  JOIN pg_class p ON p.oid = h.inhparent WHERE h.inhrelid = i.oid)
                FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
                WHERE x.indrelid = 'rapport.event_2032_06'::regclass AND x.indisprimary"""))
        .containsExactly("event_2032_06_pkey event_pkey");
  }

  @Test
  void aMissingVariableIsNamed() {
    assertThat(Main.run(Map.of("RAPPORT_DATABASE_JDBC_URL", "jdbc:postgresql://x/y"))).isEqualTo(2);
  }

  private static Migrator migrator() {
    var passwords = new EnumMap<ServiceRole, String>(ServiceRole.class);
    Arrays.stream(ServiceRole.values()).forEach(role -> passwords.put(role, "it's a test"));
    return new Migrator(url(), "postgres", "postgres", passwords, Clock.systemUTC());
  }

  private static String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/rapport";
  }

  private static Connection as(ServiceRole role) throws SQLException {
    return DriverManager.getConnection(url(), role.roleName(), "it's a test");
  }

  private static List<String> column(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url(), "postgres", "postgres")) {
      return rows(connection, sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
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
