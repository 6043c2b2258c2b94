package io.rapport.ingest.events;

/**
 * What texts may look like: one line, so short that they name something rather than say it, and
 * without what PostgreSQL cannot store (control characters, half a surrogate pair).
 */
final class Text {

  /** Of a campaign, a bot, a step. */
  static final String NAME = "^[^\\p{Cc}\\p{Cs}\\p{Z}][^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{0,99}$";

  static final String NAME_MESSAGE = "must be 1 to 100 characters in one line";

  /** Of something in another system. */
  static final String ID = "^[^\\p{Cc}\\p{Cs}\\p{Z}][^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{0,255}$";

  static final String ID_MESSAGE = "must be 1 to 256 characters in one line";

  private Text() {}

  static boolean isId(String value) {
    return value.matches(ID);
  }
}
