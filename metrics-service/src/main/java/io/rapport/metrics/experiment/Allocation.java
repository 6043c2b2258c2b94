package io.rapport.metrics.experiment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * Draws the arm of a contact: always the same for the same salt and contact, independent of every
 * other salt. Pure.
 *
 * <p>The draw is SHA-256 over the salt's 16 bytes, the contact's 16 bytes and the word {@code arm}.
 * The first eight bytes decide on the hold-out, the next eight on the variant, each as a fraction
 * of 53 bits: so the shares of the variants do not depend on that of the hold-out.
 *
 * @param holdOut share of contacts that get nothing, from 0 to below 1
 * @param weights of the variants, in their order
 */
record Allocation(UUID salt, double holdOut, List<Integer> weights) {

  /** The arm that gets nothing; variants are 1, 2, ... */
  static final int HOLD_OUT = 0;

  private static final byte[] PURPOSE = "arm".getBytes(US_ASCII);

  Allocation {
    requireNonNull(salt, "salt is null");
    weights = List.copyOf(weights);
    if (!(holdOut >= 0 && holdOut < 1)) {
      throw new IllegalArgumentException("hold-out " + holdOut);
    }
    if (weights.isEmpty() || weights.stream().anyMatch(weight -> weight < 1)) {
      throw new IllegalArgumentException("weights " + weights);
    }
  }

  int arm(UUID contactId) {
    var draw = ByteBuffer.wrap(digest(contactId));
    if (fraction(draw.getLong()) < holdOut) {
      return HOLD_OUT;
    }
    double left =
        fraction(draw.getLong()) * weights.stream().mapToDouble(Integer::doubleValue).sum();
    int arm = 1;
    while (arm < weights.size() && left >= weights.get(arm - 1)) {
      left -= weights.get(arm - 1);
      arm++;
    }
    return arm;
  }

  private byte[] digest(UUID contactId) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes(salt));
      sha.update(bytes(contactId));
      sha.update(PURPOSE);
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** From 0 to below 1, with all the bits a double has. */
  private static double fraction(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
