package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked of the Graph API: a version and what comes after it. Nothing that could leave the
 * API is a path.
 *
 * @param upstream with its leading slash
 */
record GraphPath(String upstream, Optional<String> sender, Endpoint endpoint) {

  static final String PREFIX = "/graph";

  private static final Pattern SHAPE =
      Pattern.compile("/v\\d{1,3}\\.\\d{1,2}(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,255}){1,4}");

  private static final Pattern SENDING =
      Pattern.compile("/v[\\d.]+/(\\d{1,32})/(messages|marketing_messages)");

  /** What happens there. */
  enum Endpoint {
    MESSAGES,
    MARKETING_MESSAGES,
    /** Anything else is passed on as it is. */
    OTHER
  }

  GraphPath {
    requireNonNull(upstream, "upstream is null");
    requireNonNull(sender, "sender is null");
    requireNonNull(endpoint, "endpoint is null");
  }

  /** Empty if the path, which begins with {@link #PREFIX}, leads to nothing there can be. */
  static Optional<GraphPath> of(String path) {
    var upstream = path.substring(PREFIX.length());
    if (!SHAPE.matcher(upstream).matches()) {
      return Optional.empty();
    }
    var sending = SENDING.matcher(upstream);
    if (!sending.matches()) {
      return Optional.of(new GraphPath(upstream, Optional.empty(), Endpoint.OTHER));
    }
    var endpoint =
        sending.group(2).equals("messages") ? Endpoint.MESSAGES : Endpoint.MARKETING_MESSAGES;
    return Optional.of(new GraphPath(upstream, Optional.of(sending.group(1)), endpoint));
  }
}
