package io.rapport.ingest.whatsapp;

import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tag by which a sender says what a message is. It travels in {@code biz_opaque_callback_data}
 * of the send, and WhatsApp echoes it on the statuses of that message:
 *
 * <pre>{@code rapport?origin=bot&campaign=spring-sale&variant=b&template=spring_offer&language=de}
 * </pre>
 *
 * <p>Keys: origin, campaign, variant, template, language, segment, format; every one optional,
 * unknown ones ignored, query-string encoding, at most 512 characters. Whatever does not begin with
 * {@code rapport?} is somebody else's data.
 */
final class LabelTag {

  private static final String PREFIX = "rapport?";
  private static final int MAX_LENGTH = 512;

  private LabelTag() {}

  static MessageLabel parse(String tag) {
    if (!tag.startsWith(PREFIX) || tag.length() > MAX_LENGTH) {
      return MessageLabel.NONE;
    }
    var parts = parts(tag.substring(PREFIX.length()));
    return new MessageLabel(
        part(parts, "origin").flatMap(Origin::ofId),
        part(parts, "campaign"),
        part(parts, "variant"),
        part(parts, "template"),
        part(parts, "language"),
        part(parts, "segment"),
        part(parts, "format"));
  }

  private static Optional<String> part(Map<String, String> parts, String key) {
    return Optional.ofNullable(parts.get(key)).filter(value -> !value.isEmpty());
  }

  private static Map<String, String> parts(String query) {
    var parts = new HashMap<String, String>();
    for (int from = 0; from <= query.length(); ) {
      int end = query.indexOf('&', from);
      if (end < 0) {
        end = query.length();
      }
      int equals = query.indexOf('=', from);
      if (equals >= 0 && equals < end) {
        // The first of two equal keys counts.
        parts.putIfAbsent(
            query.substring(from, equals), storable(decoded(query.substring(equals + 1, end))));
      }
      from = end + 1;
    }
    return parts;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8).strip();
    } catch (IllegalArgumentException malformed) {
      // A name with a stray percent sign is still a name.
      return value.strip();
    }
  }

  /** PostgreSQL stores neither U+0000 nor half a surrogate pair. */
  static String storable(String value) {
    if (value.codePoints().noneMatch(LabelTag::unstorable)) {
      return value;
    }
    var storable = new StringBuilder(value.length());
    value.codePoints().map(c -> unstorable(c) ? '\uFFFD' : c).forEach(storable::appendCodePoint);
    return storable.toString();
  }

  private static boolean unstorable(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
