package io.rapport.ingest.imports.read;

import java.util.regex.Pattern;

/** Names as people know them, without what WhatsApp writes around them. */
final class ChatNames {

  private static final Pattern MARKS = Pattern.compile("[\u200E\u200F\u202A-\u202E\u2066-\u2069]");
  private static final Pattern BLANKS = Pattern.compile("[\u00A0\u202F\u2007]");
  private static final Pattern UNSAVED = Pattern.compile("~\\s*");

  private ChatNames() {}

  /** Without marks of direction, and with blanks that are blanks. */
  static String plain(String text) {
    return BLANKS.matcher(MARKS.matcher(text).replaceAll("")).replaceAll(" ").strip();
  }

  /** The name itself: {@code ~} stands before one that the phone has not saved. */
  static String name(String text) {
    var plain = plain(text);
    var unsaved = UNSAVED.matcher(plain);
    return unsaved.lookingAt() ? plain.substring(unsaved.end()) : plain;
  }
}
