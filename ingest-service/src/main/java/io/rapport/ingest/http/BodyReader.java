package io.rapport.ingest.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Collects one request body up to a size, announced or not, while there is room. For one request
 * only; runs on its event loop.
 */
public final class BodyReader {

  /**
   * What is thrown away of a body that is refused, in largest bodies, before the connection goes
   * with it.
   */
  private static final int PATIENCE = 4;

  private final long maxSize;
  private final Duration timeout;
  private final BytesInFlight.Share share;
  private final Vertx vertx;
  private Buffer collected = Buffer.buffer();
  private long received;
  private boolean refused;
  private boolean complete;
  private OptionalLong timer = OptionalLong.empty();

  /** What becomes of a body: one of these, once; none if the client goes away before. */
  public interface Listener {

    void complete(byte[] body);

    void tooLarge();

    /** Too many other bodies are under way. */
    void noRoom();

    /** It did not come in time; the connection is closed after the answer. */
    void late();
  }

  /**
   * @param timeout of the whole body, from its first bytes on: what it takes, others lack
   */
  public BodyReader(long maxSize, Duration timeout, BytesInFlight.Share share, Vertx vertx) {
    this.maxSize = maxSize;
    this.timeout = requireNonNull(timeout, "timeout is null");
    this.share = requireNonNull(share, "share is null");
    this.vertx = requireNonNull(vertx, "vertx is null");
  }

  /** Begins; the request must be paused and nobody else may handle its body. */
  public void read(HttpServerRequest request, Listener listener) {
    request.handler(chunk -> add(request, chunk, listener));
    request.endHandler(
        end -> {
          complete = true;
          timer.ifPresent(vertx::cancelTimer);
          if (!refused) {
            listener.complete(collected.getBytes());
          }
        });
    if (announced(request) > maxSize) {
      refuse(listener::tooLarge);
    }
    request.resume();
  }

  private void refuse(Runnable answer) {
    refused = true;
    timer.ifPresent(vertx::cancelTimer);
    collected = Buffer.buffer(0);
    share.release();
    answer.run();
  }

  private void add(HttpServerRequest request, Buffer chunk, Listener listener) {
    received += chunk.length();
    if (refused) {
      // Most clients read the answer only after they have sent everything.
      if (received > PATIENCE * maxSize) {
        request.connection().close();
      }
    } else if (received > maxSize) {
      refuse(listener::tooLarge);
    } else if (!share.take(chunk.length())) {
      refuse(listener::noRoom);
    } else {
      collected.appendBuffer(chunk);
      // Most bodies come at once, and need no timer.
      if (timer.isEmpty() && moreToCome(request)) {
        timer =
            OptionalLong.of(vertx.setTimer(timeout.toMillis(), late -> expire(request, listener)));
      }
    }
  }

  private void expire(HttpServerRequest request, Listener listener) {
    // Whoever has gone away is not late.
    if (!complete && !refused && !request.response().closed()) {
      refuse(listener::late);
      // What is written is flushed before.
      request.connection().close();
    }
  }

  private boolean moreToCome(HttpServerRequest request) {
    return request.getHeader(HttpHeaders.CONTENT_LENGTH) == null || received < announced(request);
  }

  private static long announced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException notANumber) {
      return Long.MAX_VALUE;
    }
  }
}
