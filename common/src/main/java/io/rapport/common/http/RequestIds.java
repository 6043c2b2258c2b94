package io.rapport.common.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives every request a name, which is in its log lines and in the header {@code X-Request-Id} of
 * its answer: the caller's own, else the trace of {@code traceparent} (W3C Trace Context), else a
 * new one.
 */
@ApplicationScoped
class RequestIds {

  static final String HEADER = "X-Request-Id";

  /** Where log formats find it. */
  static final String MDC_KEY = "requestId";

  /** Before everything else, so that whatever is logged has it. */
  private static final int FIRST = 10_000;

  /** Nothing that could break a log line, and no room for a message. */
  private static final Pattern OURS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Pattern TRACE_PARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  void install(@Observes Filters filters) {
    filters.register(RequestIds::name, FIRST);
  }

  private static void name(RoutingContext routing) {
    var headers = routing.request().headers();
    var id = of(headers.get(HEADER), headers.get("traceparent"));
    routing.response().putHeader(HEADER, id);
    MDC.put(MDC_KEY, id);
    routing.next();
  }

  /** The name of a request with these headers, either of which may be null. */
  static String of(String requestId, String traceParent) {
    return Optional.ofNullable(requestId)
        .filter(id -> OURS.matcher(id).matches())
        .or(() -> trace(traceParent))
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private static Optional<String> trace(String traceParent) {
    if (traceParent == null) {
      return Optional.empty();
    }
    var matcher = TRACE_PARENT.matcher(traceParent);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
