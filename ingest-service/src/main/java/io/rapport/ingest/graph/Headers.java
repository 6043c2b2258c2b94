package io.rapport.ingest.graph;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers go on: all but those of the connection (RFC 9110, section 7.6.1) and those that are
 * meant for Rapport.
 */
final class Headers {

  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** The client library writes these anew. */
  private static final Set<String> WRITTEN_ANEW = Set.of("host", "expect");

  private static final String OURS = "x-rapport-";

  /** What stands before this service tells it of the caller's network; that is nobody else's. */
  private static final String OF_THE_WAY_HERE = "x-forwarded-";

  private Headers() {}

  /** What goes to the Graph API. */
  static void copyRequest(MultiMap from, MultiMap to) {
    var dropped = named(from);
    for (var header : from) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (!dropped.contains(name)
          && !WRITTEN_ANEW.contains(name)
          && !name.startsWith(OURS)
          && !name.startsWith(OF_THE_WAY_HERE)
          && !name.equals("forwarded")) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** What goes back to the caller. */
  static void copyResponse(MultiMap from, MultiMap to) {
    var dropped = named(from);
    for (var header : from) {
      if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** A connection may name more headers as its own. */
  private static Set<String> named(MultiMap headers) {
    var dropped = new HashSet<>(OF_THE_CONNECTION);
    for (var value : headers.getAll("Connection")) {
      for (var name : value.split(",", -1)) {
        dropped.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return dropped;
  }
}
