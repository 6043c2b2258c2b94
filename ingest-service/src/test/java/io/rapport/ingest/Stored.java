package io.rapport.ingest;

import io.rapport.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What one account has in the database, seen from behind row security. */
public final class Stored {

  private final String wabaId;

  /** What the account of a WABA has. */
  public Stored(String wabaId) {
    this.wabaId = wabaId;
  }

  /** Rows of a table of this account that meet a condition. */
  public long count(String table, String condition) {
    return ((Number)
            rows("SELECT count(*) FROM rapport."
                    + table
                    + " WHERE account_id = :account AND "
                    + condition)
                .getFirst()
                .getFirst())
        .longValue();
  }

  /** Rows of a table of this account. */
  public long count(String table) {
    return count(table, "true");
  }

  /** How often contacts of this account were announced to the projection. */
  public long announced() {
    return ((Number)
            values(
                    "SELECT coalesce(sum(cardinality(contacts)), 0) FROM rapport.work_announcement"
                        + " WHERE account_id = :account")
                .getFirst())
        .longValue();
  }

  /** The rows of a query, in which {@code :account} stands for the account's number. */
  public List<List<Object>> rows(String sql) {
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.prepareStatement(scoped(sql));
        var result = statement.executeQuery()) {
      var rows = new ArrayList<List<Object>>();
      while (result.next()) {
        var row = new ArrayList<Object>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes something, as somebody else would. */
  public void execute(String sql) {
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      statement.execute(scoped(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String scoped(String sql) {
    return sql.replace(
        ":account", "(SELECT account_id FROM rapport.account WHERE waba_id = '" + wabaId + "')");
  }

  /** The same as single values. */
  public List<Object> values(String sql) {
    return rows(sql).stream().map(row -> row.getFirst()).toList();
  }

  /** Takes the identity lock of the account until the connection is closed. */
  public Connection lock() throws SQLException {
    var connection = TestDatabase.shared().admin();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "SELECT 1 FROM rapport.identity_lock WHERE account_id ="
              + " (SELECT account_id FROM rapport.account WHERE waba_id = '"
              + wabaId
              + "') FOR UPDATE");
    }
    return connection;
  }
}
