package io.rapport.schema;

import static io.rapport.schema.MigratedDatabase.as;
import static io.rapport.schema.MigratedDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The partitions of the events. */
class EventPartitionsTest {

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
}
