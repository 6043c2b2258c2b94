package io.rapport.ingest.whatsapp;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Collects one request body up to a size, announced or not. For one request only; runs on its event
 * loop.
 */
public final class BodyReader {

  /** What is thrown away of a body that is too large, before the connection goes with it. */
  private static final int PATIENCE = 4;

  private final long maxSize;
  private final Buffer collected = Buffer.buffer();
  private long received;
  private boolean tooLarge;

  public BodyReader(long maxSize) {
    this.maxSize = maxSize;
  }

  /** Calls one of the two, once; neither if the client goes away before. */
  public void read(HttpServerRequest request, Consumer<byte[]> onBody, Runnable onTooLarge) {
    request.handler(chunk -> add(request, chunk, onTooLarge));
    request.endHandler(
        end -> {
          if (!tooLarge) {
            onBody.accept(collected.getBytes());
          }
        });
    if (announced(request) > maxSize) {
      tooLarge = true;
      onTooLarge.run();
    }
    request.resume();
  }

  private void add(HttpServerRequest request, Buffer chunk, Runnable onTooLarge) {
    received += chunk.length();
    if (tooLarge) {
      // Most clients read the answer only after they have sent everything.
      if (received > PATIENCE * maxSize) {
        request.connection().close();
      }
    } else if (received > maxSize) {
      tooLarge = true;
      onTooLarge.run();
    } else {
      collected.appendBuffer(chunk);
    }
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
