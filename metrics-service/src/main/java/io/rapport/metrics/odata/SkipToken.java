package io.rapport.metrics.odata;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the next page begins. All pages of an answer judge maturity at the moment of the first.
 *
 * @param asOf in seconds since 1970
 * @param part the combination of account, KPI and dimension in which it begins; empty where all
 *     rows were sorted or counted
 * @param offset of the first row among those of the part, or among all
 * @param delivered rows of the pages before
 * @param skip rows still to be left out
 */
record SkipToken(long asOf, String part, long offset, long delivered, long skip) {

  private static final String SEPARATOR = "\n";

  SkipToken {
    requireNonNull(part, "part is null");
  }

  String encode() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            String.join(
                    SEPARATOR,
                    List.of(
                        Long.toString(asOf),
                        Long.toString(offset),
                        Long.toString(delivered),
                        Long.toString(skip),
                        part))
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Empty if it is none. */
  static Optional<SkipToken> decode(String text) {
    try {
      var parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
              .split(SEPARATOR, 5);
      if (parts.length != 5) {
        return Optional.empty();
      }
      var token =
          new SkipToken(
              Long.parseLong(parts[0]),
              parts[4],
              Long.parseLong(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3]));
      return token.asOf < 0 || token.offset < 0 || token.delivered < 0 || token.skip < 0
          ? Optional.empty()
          : Optional.of(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
