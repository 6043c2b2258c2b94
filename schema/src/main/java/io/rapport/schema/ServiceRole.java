package io.rapport.schema;

import java.util.Locale;

/** The database roles: one per service, with only the grants it needs. */
public enum ServiceRole {
  INGEST,
  METRICS,
  SURVEY,
  CONSENT;

  /** The role's name in the database. */
  public String roleName() {
    return "rapport_" + name().toLowerCase(Locale.ROOT);
  }

  /** The environment variable with its password. */
  public String passwordVariable() {
    return "RAPPORT_DATABASE_PASSWORD_" + name();
  }
}
