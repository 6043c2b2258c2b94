package io.rapport.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.CompletableFuture;

/**
 * One keep-alive connection with one request on its way. Everything but {@link #start} and {@link
 * #stop} runs on the socket's event loop.
 */
final class Connection {
  private final NetSocket socket;
  private final Webhooks webhooks;
  private final Load load;
  private final Answer answer = new Answer();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private volatile boolean stopping;
  private long sentAt;

  Connection(NetSocket socket, Webhooks webhooks, Load load) {
    this.socket = socket;
    this.webhooks = webhooks;
    this.load = load;
    socket.handler(this::received);
    socket.exceptionHandler(failure -> socket.close());
    socket.closeHandler(
        ignored -> {
          if (!finished.isDone()) {
            load.broken();
            finished.complete(null);
          }
        });
  }

  void start() {
    send();
  }

  /** Sends nothing more; completes when the request on its way is answered. */
  CompletableFuture<Void> stop() {
    stopping = true;
    return finished;
  }

  private void send() {
    var request = webhooks.next();
    sentAt = System.nanoTime();
    socket.write(request);
  }

  private void received(Buffer bytes) {
    if (!answer.add(bytes)) {
      return;
    }
    load.answered(answer.status(), System.nanoTime() - sentAt);
    answer.clear();
    if (stopping) {
      finished.complete(null);
      socket.close();
    } else {
      send();
    }
  }
}
