package io.rapport.ingest.graph;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A refusal in the shape of the Graph API, so that its clients understand it (docs/proxy.md). Its
 * {@code fbtrace_id} begins with {@code rapport-}, so that their operators can tell whose it is.
 *
 * @param status of HTTP
 * @param code by which clients tell errors apart
 * @param message short
 * @param details for people
 * @param retryAfter when to try again
 */
public record MetaError(
    int status, int code, String message, String details, Optional<Duration> retryAfter) {

  private static final String TRACE = "rapport-";

  static MetaError badRequest(String details) {
    return new MetaError(400, 100, "Invalid parameter", details, Optional.empty());
  }

  static MetaError notFound() {
    return new MetaError(
        404,
        33,
        "Unsupported request",
        "The path is none of the Graph API's: /graph/{version}/{id}/...",
        Optional.empty());
  }

  static MetaError tooLarge(long most) {
    return new MetaError(
        413,
        100,
        "Invalid parameter",
        "A message has at most " + most + " bytes",
        Optional.empty());
  }

  /** Nothing was sent: whoever tries again sends once. */
  static MetaError notSent(String details, Duration retryAfter) {
    return new MetaError(
        503, 130429, "Rate limit hit", details + "; nothing was sent", Optional.of(retryAfter));
  }

  /** Nobody knows whether it was sent: whoever tries again may send twice. */
  static MetaError unknown(String details) {
    return new MetaError(
        504,
        131000,
        "Something went wrong",
        details + "; it is not known whether the message was sent",
        Optional.empty());
  }

  void send(HttpServerResponse response) {
    retryAfter.ifPresent(
        after ->
            response.putHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, after.toSeconds()))));
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
        .end(json().toBuffer());
  }

  private JsonObject json() {
    return JsonObject.of(
        "error",
        JsonObject.of(
            "message",
            "(#" + code + ") " + message,
            "type",
            "OAuthException",
            "code",
            code,
            "error_data",
            JsonObject.of("messaging_product", "whatsapp", "details", details),
            "fbtrace_id",
            TRACE + UUID.randomUUID()));
  }
}
