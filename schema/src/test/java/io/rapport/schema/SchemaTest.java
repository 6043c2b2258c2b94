package io.rapport.schema;

import static io.rapport.schema.MigratedDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Holds the schema to its own rules by reading the catalogue of a real Postgres. */
class SchemaTest {

  private static final String TABLES =
      """
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'rapport' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname <> 'flyway_schema_history'""";

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
            "rapport_metrics blocked_send DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics bot_input DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics cart DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics channel SELECT",
            "rapport_metrics contact SELECT",
            "rapport_metrics contact_cube DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics contact_day DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics contact_month DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics contact_work DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics conversation_day DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics conversion DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics conversion_touch DELETE,INSERT,SELECT,UPDATE",
            "rapport_metrics detail_day DELETE,INSERT,SELECT,UPDATE",
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
}
