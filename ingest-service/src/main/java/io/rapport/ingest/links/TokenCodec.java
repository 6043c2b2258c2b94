package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.Pseudonyms;
import io.rapport.common.identity.Pseudonyms.Domain;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A recipient's token of a link as it stands in an address: the random number under which it is
 * stored (64 bits) and a check (32 bits of a keyed digest over the link's code and the number), 17
 * digits of base 62. So what was made up, or belongs to another link, is refused without asking the
 * database. Thread-safe.
 */
final class TokenCodec {

  private static final int LENGTH = 17;
  private static final int CHECK_BITS = 32;
  private static final int NUMBER_BITS = 64;
  private static final BigInteger CHECK_MASK =
      BigInteger.ONE.shiftLeft(CHECK_BITS).subtract(BigInteger.ONE);

  private final Pseudonyms pseudonyms;

  TokenCodec(Pseudonyms pseudonyms) {
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
  }

  /** The token of a number. */
  String encode(LinkCode code, long number) {
    return Base62.encode(
        new BigInteger(Long.toUnsignedString(number)).shiftLeft(CHECK_BITS).or(check(code, number)),
        LENGTH);
  }

  /** The number of a token; empty where it is none of this link. */
  Optional<Long> decode(LinkCode code, String token) {
    return token.length() != LENGTH
        ? Optional.empty()
        : Base62.decode(token)
            .filter(value -> value.bitLength() <= NUMBER_BITS + CHECK_BITS)
            .filter(
                value ->
                    check(code, value.shiftRight(CHECK_BITS).longValue())
                        .equals(value.and(CHECK_MASK)))
            .map(value -> value.shiftRight(CHECK_BITS).longValue());
  }

  private BigInteger check(LinkCode code, long number) {
    var digest =
        pseudonyms.digest(Domain.REFERENCE, "LINK_TOKEN", code.text(), Long.toString(number));
    return BigInteger.valueOf(digest.getMostSignificantBits() >>> CHECK_BITS);
  }
}
