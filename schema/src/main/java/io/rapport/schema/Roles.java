package io.rapport.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Creates the service roles where they are missing and sets the passwords that were given. */
final class Roles {

  private final Connection connection;

  Roles(Connection connection) {
    this.connection = connection;
  }

  void ensure(Map<ServiceRole, String> passwords) throws SQLException {
    for (var role : ServiceRole.values()) {
      if (!exists(role)) {
        execute("CREATE ROLE " + role.roleName() + " LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT");
      }
      execute("ALTER ROLE " + role.roleName() + " SET search_path = rapport");
      execute("ALTER ROLE " + role.roleName() + " SET timezone = 'UTC'");
      var password = passwords.get(role);
      if (password != null) {
        execute("ALTER ROLE " + role.roleName() + " PASSWORD " + literal(password));
      }
    }
  }

  private boolean exists(ServiceRole role) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      statement.setString(1, role.roleName());
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** DDL takes no parameters, so the server itself quotes the value. */
  private String literal(String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT quote_literal(?)")) {
      statement.setString(1, value);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
