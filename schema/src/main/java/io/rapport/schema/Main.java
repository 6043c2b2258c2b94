package io.rapport.schema;

import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/**
 * Migrates the database named by the environment and ends: the step that runs before the services
 * do.
 *
 * <p>{@code RAPPORT_DATABASE_JDBC_URL}, {@code RAPPORT_DATABASE_ADMIN_USER}, {@code
 * RAPPORT_DATABASE_ADMIN_PASSWORD}, and per service {@code RAPPORT_DATABASE_PASSWORD_INGEST} and so
 * on. Exit code 0 when the schema is current, 2 when a variable is missing, 1 when the database
 * refused.
 */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(System.getenv()));
  }

  @SuppressWarnings("SystemOut") // a command-line program answers on its output
  static int run(Map<String, String> environment) {
    var passwords = new EnumMap<ServiceRole, String>(ServiceRole.class);
    for (var role : ServiceRole.values()) {
      var password = environment.get(role.passwordVariable());
      if (password != null) {
        passwords.put(role, password);
      }
    }
    for (var variable :
        new String[] {
          "RAPPORT_DATABASE_JDBC_URL",
          "RAPPORT_DATABASE_ADMIN_USER",
          "RAPPORT_DATABASE_ADMIN_PASSWORD"
        }) {
      if (environment.getOrDefault(variable, "").isBlank()) {
        System.err.println(variable + " is not set");
        return 2;
      }
    }
    try {
      int applied =
          new Migrator(
                  environment.get("RAPPORT_DATABASE_JDBC_URL"),
                  environment.get("RAPPORT_DATABASE_ADMIN_USER"),
                  environment.get("RAPPORT_DATABASE_ADMIN_PASSWORD"),
                  passwords,
                  Clock.systemUTC())
              .migrate();
      System.out.println("schema is current, " + applied + " migrations applied");
      return 0;
    } catch (SQLException e) {
      System.err.println("migration failed: " + e.getMessage());
      return 1;
    }
  }
}
