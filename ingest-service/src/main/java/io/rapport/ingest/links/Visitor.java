package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who follows a link.
 *
 * @param looksOnly whether nobody does: a program fetches a preview, or what may be needed next
 */
record Visitor(AgentClass agent, boolean looksOnly) {

  private static final List<String> PREFETCH = List.of("Sec-Purpose", "Purpose", "X-Moz");

  Visitor {
    requireNonNull(agent, "agent is null");
  }

  /**
   * @param previews parts of the User-Agent of programs that fetch previews, in lower case
   */
  static Visitor of(HttpServerRequest request, List<String> previews) {
    var userAgent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
    var lower = userAgent.toLowerCase(Locale.ROOT);
    return new Visitor(
        AgentClass.of(userAgent),
        request.method().equals(HttpMethod.HEAD)
            || PREFETCH.stream().anyMatch(header -> prefetches(request.getHeader(header)))
            || previews.stream().anyMatch(lower::contains));
  }

  private static boolean prefetches(String purpose) {
    if (purpose == null) {
      return false;
    }
    var lower = purpose.toLowerCase(Locale.ROOT);
    return lower.contains("prefetch") || lower.contains("prerender") || lower.contains("preview");
  }
}
