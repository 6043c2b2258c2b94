package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What names a link in its address: the account's number in base 62, then eight random digits of
 * base 62 (47.6 bits). The account leads to the rows, the rest cannot be guessed.
 */
record LinkCode(int accountId, String text) {

  private static final int RANDOM = 8;
  private static final int LONGEST = RANDOM + 6;
  private static final long POSSIBLE = 218_340_105_584_896L; // 62 to the power of 8
  private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);

  LinkCode {
    requireNonNull(text, "text is null");
  }

  /** A new code. */
  static LinkCode draw(int accountId, RandomGenerator random) {
    return new LinkCode(
        accountId,
        Base62.encode(BigInteger.valueOf(accountId), 1)
            + Base62.encode(BigInteger.valueOf(random.nextLong(POSSIBLE)), RANDOM));
  }

  /** Empty where the text can be no code. */
  static Optional<LinkCode> of(String text) {
    if (text.length() <= RANDOM || text.length() > LONGEST || text.charAt(0) == '0') {
      return Optional.empty();
    }
    int split = text.length() - RANDOM;
    return Base62.decode(text.substring(split)).isEmpty()
        ? Optional.empty()
        : Base62.decode(text.substring(0, split))
            .filter(account -> account.compareTo(MOST) <= 0)
            .map(account -> new LinkCode(account.intValue(), text));
  }
}
