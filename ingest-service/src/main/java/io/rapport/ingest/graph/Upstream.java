package io.rapport.ingest.graph;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.ReadStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The Graph API itself. Sends every request once: what could not be sent and what was sent without
 * an answer are told apart, and neither is repeated. Thread-safe.
 */
@ApplicationScoped
class Upstream {

  /** A connection that Meta may be about to close is not used for something new. */
  private static final int KEEP_ALIVE_SECONDS = 20;

  private final HttpClient client;
  private final String base;
  private final Duration answerTimeout;

  Upstream(GraphAddress address, ProxySettings settings, Vertx vertx) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setMaxPoolSize(settings.maxConcurrent())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true));
    this.base = address.url().toString().replaceAll("/+$", "");
    this.answerTimeout = settings.answerTimeout();
  }

  /** Nothing of the request has reached the Graph API. */
  static final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableException(Throwable cause) {
      super("the Graph API cannot be reached", cause);
    }
  }

  Future<HttpClientResponse> send(
      HttpMethod method, String pathAndQuery, MultiMap headers, Buffer body) {
    return open(method, pathAndQuery, headers).compose(request -> send(request, body));
  }

  /**
   * Passes a body on as it comes.
   *
   * @param body paused, until there is a connection that takes it
   * @param gone whether nobody sends the rest of it any more
   */
  Future<HttpClientResponse> send(
      HttpMethod method,
      String pathAndQuery,
      MultiMap headers,
      ReadStream<Buffer> body,
      BooleanSupplier gone) {
    return open(method, pathAndQuery, headers)
        .compose(
            request -> {
              if (gone.getAsBoolean()) {
                request.reset();
                return Future.failedFuture(new IOException("the caller has gone away"));
              }
              request.setChunked(!headers.contains(HttpHeaders.CONTENT_LENGTH));
              // Half a body must not look like a whole one.
              body.pipe().endOnFailure(false).to(request).onFailure(broken -> request.reset());
              return reset(request.response(), request);
            });
  }

  private static Future<HttpClientResponse> send(HttpClientRequest request, Buffer body) {
    return reset(body.length() == 0 ? request.send() : request.send(body), request);
  }

  /** One that failed must not hold its connection until the time is up. */
  private static Future<HttpClientResponse> reset(
      Future<HttpClientResponse> answer, HttpClientRequest request) {
    return answer.onFailure(failure -> request.reset());
  }

  private Future<HttpClientRequest> open(HttpMethod method, String pathAndQuery, MultiMap headers) {
    return client
        .request(
            new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(base + pathAndQuery)
                .setTimeout(answerTimeout.toMillis())
                .setHeaders(headers))
        .recover(failure -> Future.failedFuture(new UnreachableException(failure)));
  }

  /** Whether nothing was sent. */
  static boolean unsent(Throwable failure) {
    return failure instanceof UnreachableException;
  }
}
