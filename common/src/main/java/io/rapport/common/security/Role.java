package io.rapport.common.security;

/** The roles of people and machines, as tokens name them. */
public final class Role {

  /** Sees KPIs, no single contacts. */
  public static final String VIEWER = "viewer";

  /** Opens numbers down to what they count, exports. */
  public static final String ANALYST = "analyst";

  /** Edits campaigns, surveys, rules and links. */
  public static final String MARKETER = "marketer";

  /** Handles consents and requests of data subjects. */
  public static final String PRIVACY = "privacy";

  /** Sets up accounts and keys. */
  public static final String ADMIN = "admin";

  /** A machine that brings events. */
  public static final String INTEGRATOR = "integrator";

  private Role() {}
}
