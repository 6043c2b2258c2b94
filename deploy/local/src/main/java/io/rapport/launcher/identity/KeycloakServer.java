package io.rapport.launcher.identity;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.installation.Ports;
import io.rapport.launcher.installation.PrivateFile;
import io.rapport.launcher.installation.Secrets;
import io.rapport.launcher.process.HttpProbe;
import io.rapport.launcher.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keycloak on loopback, its data in the database {@value #DATABASE}. The realm is imported at the
 * first start; later changes made in Keycloak stay, and what a newer version needs is added.
 */
public final class KeycloakServer implements Program {

  /** Its database and the login that owns it. */
  public static final String DATABASE = "keycloak";

  /** The machine client of the simulator, which reports events. */
  public static final String SIMULATOR = "simulator";

  private static final String ADMINISTRATOR = "administrator";
  private static final String ADMINISTRATOR_PASSWORD = "identity.administrator.password";

  private final KeycloakSoftware software;
  private final Path home;
  private final Ports ports;
  private final Secrets secrets;

  /**
   * @param home a directory of its own for this installation
   */
  public KeycloakServer(KeycloakSoftware software, Path home, Ports ports, Secrets secrets) {
    this.software = requireNonNull(software, "software is null");
    this.home = requireNonNull(home, "home is null");
    this.ports = requireNonNull(ports, "ports is null");
    this.secrets = requireNonNull(secrets, "secrets is null");
  }

  /** The password of its database login. */
  public static String databasePassword(Secrets secrets) {
    return secrets.password("database.password.keycloak");
  }

  /** The secret of a machine's client. */
  public static String clientSecret(Secrets secrets, String machine) {
    return secrets.password(RealmDocument.secretName(machine));
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public int port() {
    return ports.keycloak();
  }

  @Override
  public String url() {
    return "http://localhost:" + port();
  }

  /**
   * A home of links to the software and of what is written; the realm to import, if it was not yet.
   */
  @Override
  public void prepare() throws IOException {
    for (var own : List.of("data/import", "conf", "providers", "themes")) {
      Files.createDirectories(home.resolve(own));
    }
    var libraries = home.resolve("lib");
    Files.deleteIfExists(libraries);
    Files.createSymbolicLink(libraries, software.directory().resolve("lib"));
    for (var file : List.of("cache-ispn.xml", "keycloak.conf")) {
      var original = software.directory().resolve("conf").resolve(file);
      if (Files.exists(original)) {
        Files.copy(
            original, home.resolve("conf").resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!isImported()) {
      PrivateFile.write(importFile(), new RealmDocument(secrets).text());
    }
  }

  @Override
  public Launch launch() {
    var arguments =
        new ArrayList<>(
            List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port(),
                "--hostname=" + url(),
                "--cache=local",
                "--db-pool-max-size=10"));
    if (!isImported()) {
      arguments.add("--import-realm");
    }
    var environment =
        Map.of(
            "KC_DB_URL",
            "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + DATABASE,
            "KC_DB_USERNAME",
            DATABASE,
            "KC_DB_PASSWORD",
            databasePassword(secrets),
            "KC_BOOTSTRAP_ADMIN_USERNAME",
            ADMINISTRATOR,
            "KC_BOOTSTRAP_ADMIN_PASSWORD",
            secrets.password(ADMINISTRATOR_PASSWORD));
    return new Launch(software.command(home, arguments), environment, home);
  }

  @Override
  public boolean isReady() {
    return HttpProbe.answers(ports.issuer() + "/.well-known/openid-configuration");
  }

  /**
   * Called once it is ready: from now on the realm in the database counts, not the file. A realm
   * from an older version gets what it lacks.
   *
   * @return whether anything was added to an older realm
   * @throws io.rapport.launcher.console.Failure if an administrator must do that
   */
  public boolean imported(HttpClient http) throws IOException, InterruptedException {
    boolean older = isImported() && !Files.readString(marker()).equals(RealmDocument.VERSION);
    if (older) {
      new RealmUpdate(http, URI.create(url()))
          .apply(
              new RealmDocument(secrets).text(),
              ADMINISTRATOR,
              secrets.password(ADMINISTRATOR_PASSWORD));
    }
    Files.writeString(marker(), RealmDocument.VERSION);
    Files.deleteIfExists(importFile());
    return older;
  }

  private boolean isImported() {
    return Files.exists(marker());
  }

  private Path marker() {
    return home.resolve("imported");
  }

  private Path importFile() {
    return home.resolve("data/import/rapport-realm.json");
  }
}
