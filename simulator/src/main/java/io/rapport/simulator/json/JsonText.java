package io.rapport.simulator.json;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON values as pure ASCII text. Unlike most writers it passes U+0000 and lone surrogates
 * through (as escapes), which real phones do send.
 */
public final class JsonText {
  /** Which characters beyond those JSON demands are escaped. */
  public enum Escaping {
    /** Non-ASCII only. */
    PLAIN,
    /**
     * As Meta serialises webhooks: also {@code /} as {@code \/}, and {@code @}, {@code <} and
     * {@code %} as lower-case hexadecimal escapes.
     */
    META
  }

  private static final HexFormat HEX = HexFormat.of();

  private JsonText() {}

  public static String write(Object value, Escaping escaping) {
    var text = new StringBuilder(512);
    append(text, value, escaping);
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException if the value is none of map, list, string, number or boolean
   */
  public static void append(StringBuilder text, Object value, Escaping escaping) {
    switch (value) {
      case String string -> appendString(text, string, escaping);
      case Number number -> text.append(number);
      case Boolean bool -> text.append(bool.booleanValue());
      case Map<?, ?> object -> appendObject(text, object, escaping);
      case List<?> array -> appendArray(text, array, escaping);
      default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
    }
  }

  private static void appendObject(StringBuilder text, Map<?, ?> object, Escaping escaping) {
    char separator = '{';
    for (var member : object.entrySet()) {
      text.append(separator);
      appendString(text, (String) member.getKey(), escaping);
      text.append(':');
      append(text, member.getValue(), escaping);
      separator = ',';
    }
    text.append(object.isEmpty() ? "{}" : "}");
  }

  private static void appendArray(StringBuilder text, List<?> array, Escaping escaping) {
    char separator = '[';
    for (var element : array) {
      text.append(separator);
      append(text, element, escaping);
      separator = ',';
    }
    text.append(array.isEmpty() ? "[]" : "]");
  }

  private static void appendString(StringBuilder text, String string, Escaping escaping) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      appendCharacter(text, string.charAt(i), escaping);
    }
    text.append('"');
  }

  private static void appendCharacter(StringBuilder text, char c, Escaping escaping) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '/' -> text.append(escaping == Escaping.META ? "\\/" : "/");
      case '@', '<', '%' -> {
        if (escaping == Escaping.META) {
          text.append("\\u").append(HEX.toHexDigits(c));
        } else {
          text.append(c);
        }
      }
      default -> {
        if (c < 0x20 || c > 0x7e) {
          text.append("\\u").append(HEX.toHexDigits(c));
        } else {
          text.append(c);
        }
      }
    }
  }
}
