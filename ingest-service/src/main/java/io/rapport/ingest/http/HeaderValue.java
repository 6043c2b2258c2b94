package io.rapport.ingest.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decodes a header that carries an attribute (HTTP protocol binding for CloudEvents 1.0.2, section
 * 3.1.3.2): double-quoted strings are unquoted, then percent-encoded bytes are decoded once, as
 * UTF-8.
 */
public final class HeaderValue {

  private HeaderValue() {}

  /** Empty if it is not rightly encoded. */
  public static Optional<String> decode(String value) {
    return unquoted(value).flatMap(HeaderValue::percentDecoded);
  }

  /** A backslash inside quotes stands before a character that is meant as it is. */
  private static Optional<String> unquoted(String value) {
    if (value.indexOf('"') < 0) {
      return Optional.of(value);
    }
    var plain = new StringBuilder(value.length());
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
        if (i == value.length()) {
          return Optional.empty();
        }
        plain.append(value.charAt(i));
      } else {
        plain.append(c);
      }
    }
    return quoted ? Optional.empty() : Optional.of(plain.toString());
  }

  private static Optional<String> percentDecoded(String value) {
    if (value.indexOf('%') < 0) {
      return Optional.of(value);
    }
    var bytes = new ByteArrayOutputStream(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      if (i + 2 >= value.length()) {
        return Optional.empty();
      }
      int high = Character.digit(value.charAt(i + 1), 16);
      int low = Character.digit(value.charAt(i + 2), 16);
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      // Refuses overlong and broken sequences.
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
