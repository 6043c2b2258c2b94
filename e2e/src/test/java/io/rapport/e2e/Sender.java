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
import java.util.List;

/**
 * Sends webhooks as Meta does: signed, many at a time, each again and again until it gets a 200.
 */
final class Sender implements AutoCloseable {
  private static final String DEPTH = "rapport_ingest_queue_depth";
  private static final int CONCURRENCY = 64;

  private final URI webhooks;
  private final String secret;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Deliveries deliveries = new Deliveries(CONCURRENCY, this::attempt);

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
    deliveries.deliver(bodies);
  }

  /** How many deliveries got their 200. */
  long acknowledged() {
    return deliveries.acknowledged();
  }

  /** How many attempts got something else, or nothing. */
  long refused() {
    return deliveries.refused();
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
