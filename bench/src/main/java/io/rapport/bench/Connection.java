package io.rapport.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One keep-alive connection with one request on its way. At a steady pace the time that a request
 * had to wait for the answer to the one before belongs to its latency. Everything but {@link
 * #start} and {@link #stop} runs on the socket's event loop.
 */
final class Connection {
  private static final int BUSY = 503;

  /** Senders wait longer, but then nothing would be overloaded. */
  private static final long PAUSE_MILLIS = 100;

  private final Vertx vertx;
  private final NetSocket socket;
  private final Requests requests;
  private final Load load;
  private final long interval;
  private final Answer answer = new Answer();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private volatile boolean stopping;
  private long due;
  private long sentAt;

  /**
   * @param interval nanoseconds between two requests; 0 sends the next as soon as one is answered
   */
  Connection(Vertx vertx, NetSocket socket, Requests requests, Load load, long interval) {
    this.vertx = vertx;
    this.socket = socket;
    this.requests = requests;
    this.load = load;
    this.interval = interval;
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

  /**
   * @param first when to send the first request, on the clock of {@link System#nanoTime}
   */
  void start(long first) {
    due = first;
    next();
  }

  /** Sends nothing more; completes when the request on its way is answered. */
  CompletableFuture<Void> stop() {
    stopping = true;
    return finished;
  }

  private void next() {
    if (interval == 0) {
      send(System.nanoTime());
      return;
    }
    long early = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
    if (early > 0) {
      // The timer's own lateness is not the server's.
      vertx.setTimer(early, ignored -> sendOrFinish(System.nanoTime()));
    } else {
      send(Math.min(due, System.nanoTime()));
    }
  }

  private void sendOrFinish(long since) {
    if (stopping) {
      finish();
    } else {
      send(since);
    }
  }

  private void send(long since) {
    var request = requests.next();
    sentAt = since;
    due += interval;
    socket.write(request);
  }

  private void received(Buffer bytes) {
    if (!answer.add(bytes)) {
      return;
    }
    int status = answer.status();
    load.answered(status, System.nanoTime() - sentAt);
    answer.clear();
    if (stopping) {
      finish();
    } else if (status == BUSY) {
      vertx.setTimer(PAUSE_MILLIS, ignored -> sendOrFinish(System.nanoTime()));
    } else {
      next();
    }
  }

  private void finish() {
    finished.complete(null);
    socket.close();
  }
}
