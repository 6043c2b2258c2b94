package io.rapport.metrics.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.idempotency.RequestKeys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.UUID;

/**
 * Idempotency keys of this service. Its requests name nobody, and it has no pepper to key a digest
 * with: plain SHA-256 over the parts, each preceded by its length, cut to 128 bits.
 */
final class KeyDigests {

  @Produces
  @Singleton
  RequestKeys requestKeys(AccountTransactions transactions, Clock clock) {
    return new RequestKeys(transactions, KeyDigests::digest, clock);
  }

  private static UUID digest(String... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        var bytes = part.getBytes(UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha.update(bytes);
      }
      var buffer = ByteBuffer.wrap(sha.digest());
      return new UUID(buffer.getLong(), buffer.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
