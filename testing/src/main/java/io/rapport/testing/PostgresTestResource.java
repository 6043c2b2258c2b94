package io.rapport.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} the database of {@link TestDatabase}, secrets and the issuer of
 * {@link TestTokens}. ({@code @TestSecurity} works as well, but checks no token.)
 */
public final class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Override
  public Map<String, String> start() {
    var database = TestDatabase.shared();
    return Map.of(
        "quarkus.datasource.reactive.url",
        database.reactiveUrl(),
        "quarkus.datasource.password",
        database.password(),
        "rapport.oidc.issuer",
        TestTokens.issuer(),
        "rapport.pepper",
        KEY,
        "rapport.key-encryption-key",
        KEY,
        "rapport.whatsapp.app-secrets",
        "test_app_secret,second_secret",
        "rapport.whatsapp.verify-token",
        "test_verify_token");
  }

  @Override
  public void stop() {
    // The database serves the whole JVM and stops with it.
  }
}
