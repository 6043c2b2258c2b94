package io.rapport.ingest.links;

import io.rapport.schema.ServiceRole;
import io.rapport.testing.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/** Accounts for tests, as if their first webhook had come. */
public final class Accounts {

  private Accounts() {}

  /** Registers an account. */
  public static void add(String wabaId) {
    int id = ThreadLocalRandom.current().nextInt(1_000_000, Integer.MAX_VALUE);
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO rapport.account (account_id, waba_id, created_at)
          VALUES (%d, '%s', now()) ON CONFLICT DO NOTHING"""
              .formatted(id, wabaId));
      statement.execute(
          """
          INSERT INTO rapport.identity_lock (account_id)
          SELECT account_id FROM rapport.account WHERE waba_id = '%s' ON CONFLICT DO NOTHING"""
              .formatted(wabaId));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows of a table that the service sees in a transaction about one account. */
  static long seenBy(String wabaId, String table) throws SQLException {
    try (var connection = TestDatabase.shared().as(ServiceRole.INGEST);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      int id;
      try (var found =
          statement.executeQuery(
              "SELECT account_id FROM account WHERE waba_id = '" + wabaId + "'")) {
        found.next();
        id = found.getInt(1);
      }
      statement.execute("SET LOCAL rapport.accounts = '{" + id + "}'");
      try (var counted = statement.executeQuery("SELECT count(*) FROM " + table)) {
        counted.next();
        return counted.getLong(1);
      }
    }
  }
}
