package io.rapport.common.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveConfigurationTest {

  @Test
  void showsWhatTheServiceRunsWith() {
    assertThat(
            describe(
                Map.of(
                    "quarkus.http.port", "8083",
                    "rapport.oidc.issuer", "https://login.example/realms/rapport",
                    "java.home", "/opt/java")))
        .contains("quarkus.http.port=8083")
        .contains("rapport.oidc.issuer=https://login.example/realms/rapport")
        .contains("quarkus.http.host=(not set)")
        .doesNotContain("java.home");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rapport.pepper",
        "rapport.key-encryption-key",
        "rapport.whatsapp.app-secrets",
        "rapport.whatsapp.verify-token",
        "RAPPORT_DATABASE_PASSWORD",
        "rapport.database.password"
      })
  void saysOfASecretOnlyThatItIsSet(String name) {
    var line = describe(Map.of(name, "s3cr3t"));
    assertThat(line).doesNotContain("s3cr3t");
    if (name.startsWith("rapport.")) {
      assertThat(line).contains(name + "=(set)");
    }
  }

  @Test
  void leavesUserAndPasswordOutOfUrls() {
    assertThat(
            describe(
                Map.of(
                    "quarkus.datasource.reactive.url", "postgresql://me:s3cr3t@db:5432/rapport")))
        .contains("quarkus.datasource.reactive.url=postgresql://db:5432/rapport")
        .doesNotContain("s3cr3t");
  }

  private static String describe(Map<String, String> properties) {
    return EffectiveConfiguration.describe(
        properties.keySet(), name -> Optional.ofNullable(properties.get(name)));
  }
}
