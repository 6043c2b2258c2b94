package io.rapport.ingest.whatsapp;

import static java.util.Map.entry;

import io.rapport.common.event.HandoverReason;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a thread was handed over, told by the free text that goes with it. */
final class HandoverReasons {

  private static final int LONGEST = 64;

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Only what says nothing else: a text in which such words occur may mean anything. */
  private static final Map<String, HandoverReason> BY_TEXT =
      Map.ofEntries(
          entry("asked for human", HandoverReason.ASKED_FOR_HUMAN),
          entry("asked for a human", HandoverReason.ASKED_FOR_HUMAN),
          entry("asked for agent", HandoverReason.ASKED_FOR_HUMAN),
          entry("asked for an agent", HandoverReason.ASKED_FOR_HUMAN),
          entry("asked for human agent", HandoverReason.ASKED_FOR_HUMAN),
          entry("asked for a human agent", HandoverReason.ASKED_FOR_HUMAN),
          entry("human requested", HandoverReason.ASKED_FOR_HUMAN),
          entry("agent requested", HandoverReason.ASKED_FOR_HUMAN),
          entry("requested human", HandoverReason.ASKED_FOR_HUMAN),
          entry("requested a human", HandoverReason.ASKED_FOR_HUMAN),
          entry("requested human agent", HandoverReason.ASKED_FOR_HUMAN),
          entry("low confidence", HandoverReason.LOW_CONFIDENCE),
          entry("policy", HandoverReason.POLICY),
          entry("policy violation", HandoverReason.POLICY),
          entry("out of scope", HandoverReason.OUT_OF_SCOPE),
          entry("limit", HandoverReason.LIMIT),
          entry("limit reached", HandoverReason.LIMIT),
          entry("turn limit", HandoverReason.LIMIT),
          entry("turn limit reached", HandoverReason.LIMIT));

  private static final Pattern WHO = Pattern.compile("^(the )?(user|customer|consumer) (has )?");

  private HandoverReasons() {}

  /** Empty only for a text without a word. */
  static Optional<HandoverReason> of(String text) {
    var start = text.length() > LONGEST ? text.substring(0, LONGEST + 1) : text;
    var words = NO_LETTERS.matcher(start.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    var said = WHO.matcher(words).replaceFirst("");
    return Optional.of(
        text.length() > LONGEST
            ? HandoverReason.OTHER
            : BY_TEXT.getOrDefault(said, HandoverReason.OTHER));
  }
}
