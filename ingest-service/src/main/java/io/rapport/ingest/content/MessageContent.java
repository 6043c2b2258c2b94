package io.rapport.ingest.content;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a customer said, on its way to where it is kept encrypted.
 *
 * @param retention how long the account keeps it, from when it was said
 */
public record MessageContent(String text, Duration retention) {

  public MessageContent {
    requireNonNull(text, "text is null");
    requireNonNull(retention, "retention is null");
  }

  /** Says nothing of the text, so that no log can. */
  @Override
  public String toString() {
    return "MessageContent[" + text.length() + " characters, " + retention + "]";
  }
}
