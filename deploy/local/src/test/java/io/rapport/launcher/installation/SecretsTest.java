package io.rapport.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.launcher.console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir Path directory;

  private Secrets secrets(Map<String, String> environment) {
    return new Secrets(directory.resolve("secrets.properties"), new SecureRandom(), environment);
  }

  @Test
  void aSecretStaysTheSameAcrossStarts() {
    var first = secrets(Map.of());
    var password = first.password("user.viewer.password");
    var pepper = first.key("pepper");
    var later = secrets(Map.of());
    assertThat(later.password("user.viewer.password")).isEqualTo(password);
    assertThat(later.key("pepper")).isEqualTo(pepper);
    assertThat(Base64.getDecoder().decode(pepper)).hasSize(32);
    assertThat(password).hasSize(24).isNotEqualTo(first.password("user.analyst.password"));
  }

  @Test
  void onlyItsOwnerReadsTheFileEvenIfItWasOpenedUp() throws Exception {
    secrets(Map.of()).password("a");
    var file = directory.resolve("secrets.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    secrets(Map.of()).password("a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatTheEnvironmentGivesIsUsedAndNotKept() throws Exception {
    var given = secrets(Map.of("RAPPORT_KEY_ENCRYPTION_KEY", "mine"));
    assertThat(given.key("key-encryption-key")).isEqualTo("mine");
    given.password("other");
    assertThat(Files.readString(directory.resolve("secrets.properties"))).doesNotContain("mine");
  }

  @Test
  void anotherSecretThanTheInstallationWasMadeWithIsRefused() {
    secrets(Map.of()).key("pepper");
    assertThatThrownBy(() -> secrets(Map.of("RAPPORT_PEPPER", "other")).key("pepper"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("RAPPORT_PEPPER")
        .hasMessageNotContaining("other");
  }
}
