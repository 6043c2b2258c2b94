package io.rapport.ingest.graph;

import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import io.rapport.ingest.http.HeaderValue;
import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * What a sender says of a message in headers, which Meta does not get: {@code X-Rapport-Campaign},
 * {@code -Variant}, {@code -Segment} and {@code -Origin}. Values that are not ASCII are
 * percent-encoded UTF-8.
 */
record Tags(
    Optional<Origin> origin,
    Optional<String> campaign,
    Optional<String> variant,
    Optional<String> segment) {

  private static final String PREFIX = "X-Rapport-";
  private static final int LONGEST = 100;

  /**
   * @throws IllegalArgumentException if a header is there and says nothing, for the sender to read
   */
  static Tags of(MultiMap headers) {
    return new Tags(
        name(headers, "Origin").map(Tags::origin),
        name(headers, "Campaign"),
        name(headers, "Variant"),
        name(headers, "Segment"));
  }

  private static Origin origin(String id) {
    return Origin.ofId(id)
        .orElseThrow(() -> new IllegalArgumentException(PREFIX + "Origin is no known origin"));
  }

  private static Optional<String> name(MultiMap headers, String what) {
    return Optional.ofNullable(headers.get(PREFIX + what))
        .map(
            value ->
                HeaderValue.decode(value.strip())
                    .filter(name -> !name.isBlank() && name.length() <= LONGEST)
                    .filter(name -> name.chars().noneMatch(Tags::unprintable))
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                PREFIX
                                    + what
                                    + " must have 1 to "
                                    + LONGEST
                                    + " characters, percent-encoded where they are not ASCII")));
  }

  private static boolean unprintable(int character) {
    return Character.isISOControl(character) || Character.isSurrogate((char) character);
  }

  /** The label a message has in the end: what a header says counts before what the message says. */
  MessageLabel over(MessageLabel label) {
    var named = campaign.or(label::campaign);
    return new MessageLabel(
        // Who names a campaign means one.
        origin.or(label::origin).or(() -> named.map(of -> Origin.CAMPAIGN)),
        named,
        variant.or(label::variant),
        label.template(),
        label.language(),
        segment.or(label::segment),
        label.format());
  }
}
