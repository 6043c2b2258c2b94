package io.rapport.launcher.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The roles; each has one demo user of the same name, who may see every account. */
public enum DemoRole {
  VIEWER,
  ANALYST,
  MARKETER,
  PRIVACY,
  ADMIN,
  INTEGRATOR;

  /** As tokens and users name it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name under which the demo user's password is kept. */
  public String secretName() {
    return "user." + text() + ".password";
  }

  public static Optional<DemoRole> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }
}
