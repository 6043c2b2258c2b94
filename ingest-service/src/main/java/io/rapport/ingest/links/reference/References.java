package io.rapport.ingest.links.reference;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.Pseudonyms;
import io.rapport.common.identity.Pseudonyms.Domain;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * References as visitors send them: three groups of four characters of Crockford's base 32, such as
 * {@code 4F7K-9QXM-2T8A}. 40 random bits under which the visit is stored and a check of 20 bits, a
 * keyed digest over the account and the number. Of texts that look like one by accident one in a
 * million passes the check, and then a visit of this number must be waiting. Thread-safe.
 */
@ApplicationScoped
public class References {

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final String GROUP = "([0-9A-Za-z]{4})";

  /** Not inside a longer word or number. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<![0-9A-Za-z-])" + GROUP + "-" + GROUP + "-" + GROUP + "(?![0-9A-Za-z]|-[0-9A-Za-z])");

  private static final int BITS_PER_DIGIT = 5;
  private static final int LENGTH = 12;
  private static final int CHECK_BITS = 20;
  private static final int NUMBER_BITS = 40;
  private static final long CHECK_MASK = (1L << CHECK_BITS) - 1;

  /** What is looked at in one text: somebody may send a list of serial numbers. */
  private static final int MOST_CANDIDATES = 8;

  private final Pseudonyms pseudonyms;

  public References(Pseudonyms pseudonyms) {
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
  }

  /** A new number. */
  public static long draw(RandomGenerator random) {
    return random.nextLong(1L << NUMBER_BITS);
  }

  /** How a visitor sends a number. */
  public String encode(int accountId, long number) {
    long value = (number << CHECK_BITS) | check(accountId, number);
    var text = new StringBuilder();
    for (int i = LENGTH - 1; i >= 0; i--) {
      text.append(DIGITS.charAt((int) (value >>> (i * BITS_PER_DIGIT)) & 31));
      if (i > 0 && i % 4 == 0) {
        text.append('-');
      }
    }
    return text.toString();
  }

  /** The number of the first reference of this account in a text, however people write it. */
  public Optional<Long> find(int accountId, String text) {
    return REFERENCE
        .matcher(text)
        .results()
        .limit(MOST_CANDIDATES)
        .map(found -> decode(accountId, found.group(1) + found.group(2) + found.group(3)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Long> decode(int accountId, String digits) {
    long value = 0;
    for (char c : digits.toUpperCase(Locale.ROOT).toCharArray()) {
      int digit = DIGITS.indexOf(likely(c));
      if (digit < 0) {
        return Optional.empty();
      }
      value = (value << BITS_PER_DIGIT) | digit;
    }
    long number = value >>> CHECK_BITS;
    return (value & CHECK_MASK) == check(accountId, number)
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Crockford leaves out what is easily mistaken. */
  private static char likely(char c) {
    return switch (c) {
      case 'O' -> '0';
      case 'I', 'L' -> '1';
      default -> c;
    };
  }

  private long check(int accountId, long number) {
    return pseudonyms
            .digest(
                Domain.REFERENCE,
                "LINK_REFERENCE",
                Integer.toString(accountId),
                Long.toString(number))
            .getMostSignificantBits()
        >>> (Long.SIZE - CHECK_BITS);
  }
}
