package io.rapport.ingest.links.reference;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.Pseudonyms;
import io.rapport.common.identity.Pseudonyms.Domain;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * References as visitors send them: three groups of four characters of Crockford's base 32, such as
 * {@code 4F7K-9QXM-2T8A}. 40 random bits under which the visit is stored and a check of 20 bits, a
 * keyed digest over the account and the number. Of texts that look like one by accident one in a
 * million passes the check, and then a visit of this number must be waiting. Thread-safe.
 */
@ApplicationScoped
public class References {

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUP = 4;

  /** Three groups and what is between them. */
  private static final int WRITTEN = 3 * GROUP + 2;

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

  /**
   * The number of the first reference of this account in a text, however people write it. Every
   * text that comes in is looked at, and few have even a hyphen: only there one may stand.
   */
  public Optional<Long> find(int accountId, String text) {
    int candidates = 0;
    int hyphen = text.indexOf('-');
    while (hyphen >= 0 && candidates < MOST_CANDIDATES) {
      int begin = hyphen - GROUP;
      if (standsAt(text, begin)) {
        candidates++;
        var written = text.substring(begin, begin + WRITTEN);
        var number = decode(accountId, written.replace("-", ""));
        if (number.isPresent()) {
          return number;
        }
      }
      hyphen = text.indexOf('-', hyphen + 1);
    }
    return Optional.empty();
  }

  /** Whether something written like a reference begins here, not inside a longer word or number. */
  private static boolean standsAt(String text, int begin) {
    int end = begin + WRITTEN;
    if (begin < 0 || end > text.length()) {
      return false;
    }
    for (int i = 0; i < WRITTEN; i++) {
      char c = text.charAt(begin + i);
      boolean between = i % (GROUP + 1) == GROUP;
      if (between ? c != '-' : !inWord(c)) {
        return false;
      }
    }
    return !comesFrom(text, begin) && !goesOn(text, end);
  }

  private static boolean comesFrom(String text, int begin) {
    return begin > 0 && (inWord(text.charAt(begin - 1)) || text.charAt(begin - 1) == '-');
  }

  private static boolean goesOn(String text, int end) {
    if (end == text.length()) {
      return false;
    }
    boolean hyphen = text.charAt(end) == '-' && end + 1 < text.length();
    return inWord(text.charAt(hyphen ? end + 1 : end));
  }

  private static boolean inWord(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
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
