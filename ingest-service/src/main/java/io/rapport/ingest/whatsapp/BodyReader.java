package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

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
  private final BytesInFlight.Share share;
  private Buffer collected = Buffer.buffer();
  private long received;
  private boolean refused;

  public BodyReader(long maxSize, BytesInFlight.Share share) {
    this.maxSize = maxSize;
    this.share = requireNonNull(share, "share is null");
  }

  /** Calls one of the three, once; none if the client goes away before. */
  public void read(
      HttpServerRequest request, Consumer<byte[]> onBody, Runnable onTooLarge, Runnable onNoRoom) {
    request.handler(chunk -> add(request, chunk, onTooLarge, onNoRoom));
    request.endHandler(
        end -> {
          if (!refused) {
            onBody.accept(collected.getBytes());
          }
        });
    if (announced(request) > maxSize) {
      refuse(onTooLarge);
    }
    request.resume();
  }

  private void refuse(Runnable answer) {
    refused = true;
    collected = Buffer.buffer(0);
    share.release();
    answer.run();
  }

  private void add(
      HttpServerRequest request, Buffer chunk, Runnable onTooLarge, Runnable onNoRoom) {
    received += chunk.length();
    if (refused) {
      // Most clients read the answer only after they have sent everything.
      if (received > PATIENCE * maxSize) {
        request.connection().close();
      }
    } else if (received > maxSize) {
      refuse(onTooLarge);
    } else if (!share.take(chunk.length())) {
      refuse(onNoRoom);
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
