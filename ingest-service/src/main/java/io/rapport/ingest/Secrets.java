package io.rapport.ingest;

import io.quarkus.runtime.Startup;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.idempotency.RequestKeys;
import io.rapport.common.identity.IdentityCipher;
import io.rapport.common.identity.Pseudonyms;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes what is built from secrets. Without them the service does not start ({@code
 * rapport.required}); a malformed one stops it here.
 */
final class Secrets {

  @Produces
  @Singleton
  @Startup
  Pseudonyms pseudonyms(@ConfigProperty(name = "rapport.pepper") Optional<String> pepper) {
    return new Pseudonyms(key("RAPPORT_PEPPER", pepper));
  }

  @Produces
  @Singleton
  @Startup
  IdentityCipher identityCipher(
      @ConfigProperty(name = "rapport.key-encryption-key") Optional<String> key) {
    return new IdentityCipher(key("RAPPORT_KEY_ENCRYPTION_KEY", key), new SecureRandom());
  }

  /** Requests may name people, so what is kept of them is keyed. */
  @Produces
  @Singleton
  RequestKeys requestKeys(AccountTransactions transactions, Pseudonyms pseudonyms, Clock clock) {
    return new RequestKeys(
        transactions, parts -> pseudonyms.digest(Pseudonyms.Domain.REFERENCE, parts), clock);
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  private static byte[] key(String variable, Optional<String> value) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(value.orElseThrow().strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(variable + " is not base64", e);
    }
    if (key.length != 32) {
      throw new IllegalStateException(
          variable + " must be the base64 of 32 bytes, not of " + key.length);
    }
    return key;
  }
}
