package io.rapport.ingest.store;

/** What an entry was read from, in case it has to be kept. */
public interface Evidence {

  /** Where it came in: the webhook field, empty where there is none. */
  String field();

  /** Whether {@link #field()} is one of the few we have been told about, fit to be counted by. */
  boolean fieldKnown();

  /**
   * Whether it is kept whatever its size: it could not be divided, and may hold much that can be
   * read.
   */
  default boolean whole() {
    return false;
  }

  /**
   * What came in, reduced to this one entry; when it arrives again, the bytes are the same. Only
   * called for what goes to quarantine.
   */
  byte[] body();
}
