package io.rapport.schema;

import static io.rapport.schema.MigratedDatabase.column;
import static io.rapport.schema.MigratedDatabase.migrator;
import static io.rapport.schema.MigratedDatabase.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Migrations, and the program that applies them. */
class MigrationTest {

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
  void aMissingVariableIsNamed() {
    assertThat(Main.run(Map.of("RAPPORT_DATABASE_JDBC_URL", "jdbc:postgresql://x/y"))).isEqualTo(2);
  }
}
