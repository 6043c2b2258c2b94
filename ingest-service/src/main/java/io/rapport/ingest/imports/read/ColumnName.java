package io.rapport.ingest.imports.read;

import java.util.Locale;

/** How the name of a column may be written. */
final class ColumnName {

  private ColumnName() {}

  /** {@code delivered_at}, {@code Delivered at} and {@code deliveredAt} are the same. */
  static String camelCase(String name) {
    var camel = new StringBuilder();
    boolean upper = false;
    for (char c : name.strip().toCharArray()) {
      if (c == '_' || c == ' ' || c == '-') {
        upper = camel.length() > 0;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.isEmpty()
        ? ""
        : camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
  }
}
