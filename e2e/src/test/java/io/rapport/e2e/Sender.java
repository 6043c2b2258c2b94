package io.rapport.e2e;

import io.rapport.simulator.webhook.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends webhooks as Meta does: signed, many at a time, each again and again until it gets a 200.
 */
final class Sender implements AutoCloseable {
  private static final int CONCURRENCY = 64;
  private static final String DEPTH = "rapport_ingest_queue_depth";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final URI webhooks;
  private final String secret;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  Sender(URI ingest, String secret) {
    this.webhooks = ingest.resolve("/webhooks/whatsapp");
    this.secret = secret;
  }

  /** Sends once, properly signed. */
  HttpResponse<String> send(byte[] body) throws IOException, InterruptedException {
    return send(body, Signature.sign(secret, body));
  }

  /** Sends once with this signature. */
  HttpResponse<String> send(byte[] body, String signature)
      throws IOException, InterruptedException {
    return client.send(
        request(body).header(Signature.HEADER, signature).build(), BodyHandlers.ofString());
  }

  /** Sends once without a signature. */
  HttpResponse<String> sendUnsigned(byte[] body) throws IOException, InterruptedException {
    return client.send(request(body).build(), BodyHandlers.ofString());
  }

  /** Items that wait for the service to have written them. */
  int depth() throws IOException, InterruptedException {
    var metrics =
        client.send(
            HttpRequest.newBuilder(webhooks.resolve("/q/metrics")).build(),
            BodyHandlers.ofString());
    return metrics
        .body()
        .lines()
        .filter(line -> line.startsWith(DEPTH + " "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(DEPTH.length() + 1)))
        .sum();
  }

  /** Sends all of them and returns once each got its 200. */
  void deliver(List<byte[]> bodies) {
    var places = new Semaphore(CONCURRENCY);
    var deliveries = new ArrayList<Future<Void>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var body : bodies) {
        deliveries.add(
            threads.submit(
                () -> {
                  places.acquire();
                  try {
                    deliver(body);
                  } finally {
                    places.release();
                  }
                  return null;
                }));
      }
    }
    for (var delivery : deliveries) {
      if (delivery.state() != Future.State.SUCCESS) {
        throw new IllegalStateException(
            "a webhook was never acknowledged", delivery.exceptionNow());
      }
    }
  }

  /** How many deliveries got their 200. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** How many attempts got something else, or nothing. */
  long refused() {
    return refused.get();
  }

  private void deliver(byte[] body) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long pause = 20;
    while (!attempt(body)) {
      refused.incrementAndGet();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no 200 within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(pause + ThreadLocalRandom.current().nextLong(pause));
      pause = Math.min(500, 2 * pause);
    }
    acknowledged.incrementAndGet();
  }

  private boolean attempt(byte[] body) throws InterruptedException {
    try {
      return send(body).statusCode() == 200;
    } catch (IOException _) {
      // Whoever was to answer is gone: the sender cannot know what became of the webhook.
      return false;
    }
  }

  private HttpRequest.Builder request(byte[] body) {
    return HttpRequest.newBuilder(webhooks)
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body));
  }

  @Override
  public void close() {
    client.close();
  }
}
