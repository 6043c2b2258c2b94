package io.rapport.ingest.links;

import java.math.BigInteger;
import java.util.Optional;

/** Numbers in digits, capital and small letters: what survives every address bar. */
final class Base62 {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(62);

  private Base62() {}

  /**
   * @param number not negative
   * @param length shorter numbers are filled up with zeros
   */
  static String encode(BigInteger number, int length) {
    var text = new StringBuilder();
    var rest = number;
    while (rest.signum() > 0 || text.length() < length) {
      var parts = rest.divideAndRemainder(BASE);
      text.append(DIGITS.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return text.reverse().toString();
  }

  /** Empty where the text is no such number. */
  static Optional<BigInteger> decode(String text) {
    var number = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(number);
  }
}
