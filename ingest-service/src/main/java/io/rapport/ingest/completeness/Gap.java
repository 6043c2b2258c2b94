package io.rapport.ingest.completeness;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What shows that something did not come in (docs/completeness.md). */
enum Gap {
  /** A message was delivered or read, and nothing says that it was sent. */
  ARRIVED_WITHOUT_SENT(0),
  /** A message failed of which nobody has told anything else. */
  STATUS_OF_UNKNOWN(1),
  /** A message quotes or answers one that is not known. */
  REPLY_TO_UNKNOWN(2),
  /** A customer reacted to a message that is not known. */
  REACTION_TO_UNKNOWN(3);

  private final int code;

  Gap(int code) {
    this.code = code;
  }

  /** The number in queries and cursors. */
  int code() {
    return code;
  }

  static Optional<Gap> ofCode(int code) {
    return Stream.of(values()).filter(gap -> gap.code == code).findFirst();
  }

  /** The name in JSON, URLs and metrics. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Gap> ofId(String id) {
    return Stream.of(values()).filter(gap -> gap.id().equals(id)).findFirst();
  }
}
