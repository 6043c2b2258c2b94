package io.rapport.simulator.delivery;

import io.rapport.simulator.webhook.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Talks to the business's webhook as Meta does. Thread-safe. */
public final class WebhookClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI url;
  private final String appSecret;

  public WebhookClient(URI url, String appSecret) {
    this.url = url;
    this.appSecret = appSecret;
  }

  /**
   * Delivers a body once.
   *
   * @return the HTTP status; only 200 means accepted
   * @throws IOException if no answer came in time
   */
  int post(byte[] body, Duration timeout) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "facebookexternalua")
            .header(Signature.HEADER, Signature.sign(appSecret, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The handshake by which Meta makes sure that a webhook belongs to who registers it. */
  boolean verify(String verifyToken, String challenge, Duration timeout)
      throws IOException, InterruptedException {
    var query =
        "hub.mode=subscribe&hub.challenge=%s&hub.verify_token=%s"
            .formatted(challenge, URLEncoder.encode(verifyToken, StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create(url + "?" + query)).timeout(timeout).GET().build();
    var response = http.send(request, BodyHandlers.ofString());
    return response.statusCode() == 200 && response.body().equals(challenge);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
