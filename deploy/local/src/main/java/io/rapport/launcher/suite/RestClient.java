package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.identity.AccessTokens;
import io.rapport.launcher.identity.DemoRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * JSON from our services, with the token of one demo user, renewed in time. Not for several
 * threads.
 */
final class RestClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Tokens live for half an hour. */
  private static final Duration RENEW_AFTER = Duration.ofMinutes(15);

  private final HttpClient http;
  private final AccessTokens tokens;
  private final DemoRole role;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();
  private String token = "";
  private Instant tokenSince = Instant.MIN;

  RestClient(HttpClient http, AccessTokens tokens, DemoRole role, Clock clock) {
    this.http = requireNonNull(http, "http is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
    this.role = requireNonNull(role, "role is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * @throws Failure if the answer is not 200
   */
  JsonNode get(String url) throws InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).GET(), 200);
  }

  /**
   * @throws Failure if the answer is not the one expected
   */
  JsonNode post(String url, int expected) throws InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.noBody()),
        expected);
  }

  private JsonNode send(HttpRequest.Builder builder, int expected) throws InterruptedException {
    var now = clock.instant();
    if (tokenSince.plus(RENEW_AFTER).isBefore(now)) {
      token = tokens.token(role);
      tokenSince = now;
    }
    var request =
        builder
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new Failure(
            "%s %s answers %d: %s"
                .formatted(
                    request.method(),
                    request.uri(),
                    response.statusCode(),
                    response.body().strip()));
      }
      return response.body().isBlank() ? json.nullNode() : json.readTree(response.body());
    } catch (IOException e) {
      throw new Failure("%s does not answer: %s".formatted(request.uri(), e), e);
    }
  }
}
