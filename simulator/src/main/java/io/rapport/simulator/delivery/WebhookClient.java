package io.rapport.simulator.delivery;

import static java.util.Objects.requireNonNull;

import io.rapport.simulator.webhook.Signature;
import io.rapport.simulator.webhook.WebhookRenderer;
import io.rapport.simulator.world.Fact;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Talks to the business's webhook as Meta does. Thread-safe. */
public final class WebhookClient implements Carrier {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI url;
  private final String appSecret;
  private final Optional<String> verifyToken;

  /**
   * @param verifyToken if present, the handshake must succeed with it
   */
  public WebhookClient(URI url, String appSecret, Optional<String> verifyToken) {
    this.url = requireNonNull(url, "url is null");
    this.appSecret = requireNonNull(appSecret, "appSecret is null");
    this.verifyToken = requireNonNull(verifyToken, "verifyToken is null");
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public boolean carries(Fact fact) {
    return fact.webhook();
  }

  @Override
  public byte[] pack(List<? extends Fact> facts) {
    return WebhookRenderer.render(facts);
  }

  /** Only the status 200 means accepted. */
  @Override
  public Optional<String> bring(byte[] body, Duration timeout)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "facebookexternalua")
            .header(Signature.HEADER, Signature.sign(appSecret, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    return status == 200 ? Optional.empty() : Optional.of("status " + status);
  }

  /** The handshake by which Meta makes sure that a webhook belongs to who registers it. */
  @Override
  public Optional<String> greet(String challenge, Duration timeout)
      throws IOException, InterruptedException {
    if (verifyToken.isEmpty()) {
      return Optional.empty();
    }
    var query =
        "hub.mode=subscribe&hub.challenge=%s&hub.verify_token=%s"
            .formatted(challenge, URLEncoder.encode(verifyToken.get(), StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create(url + "?" + query)).timeout(timeout).GET().build();
    var response = http.send(request, BodyHandlers.ofString());
    return response.statusCode() == 200 && response.body().equals(challenge)
        ? Optional.empty()
        : Optional.of("the verify token is refused");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
