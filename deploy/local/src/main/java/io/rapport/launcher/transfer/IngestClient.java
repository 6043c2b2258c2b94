package io.rapport.launcher.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Speaks to ingest, and again while it is away or busy: whatever an import asks may be asked twice.
 * Not for several threads.
 */
final class IngestClient {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Tokens live for half an hour. */
  private static final Duration RENEW_AFTER = Duration.ofMinutes(10);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final URI imports;
  private final Tokens tokens;
  private final Clock clock;
  private final Pause pause;
  private final PrintStream out;
  private String token = "";
  private Instant tokenSince = Instant.MIN;

  /** Where access tokens come from. */
  interface Tokens {

    /**
     * @throws Failure if there is none to be had
     */
    String fresh() throws InterruptedException;
  }

  /** How time passes between two attempts. */
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /**
   * @param imports where imports are
   */
  IngestClient(
      HttpClient http, URI imports, Tokens tokens, Clock clock, Pause pause, PrintStream out) {
    this.http = requireNonNull(http, "http is null");
    this.imports = requireNonNull(imports, "imports is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.pause = requireNonNull(pause, "pause is null");
    this.out = requireNonNull(out, "out is null");
  }

  /**
   * A request below the imports.
   *
   * @param headers of any characters; they are percent-encoded
   */
  HttpRequest.Builder request(String path, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(URI.create(imports + path)).timeout(TIMEOUT);
    headers.forEach(
        (name, value) ->
            request.header(
                name, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
    return request;
  }

  /** What became of one attempt. */
  private sealed interface Attempt {
    record Answered(String body) implements Attempt {}

    record Away(String why) implements Attempt {}
  }

  /**
   * The body of the answer.
   *
   * @throws Failure if ingest refuses, or is away for too long
   */
  String send(HttpRequest.Builder request) throws InterruptedException {
    var end = clock.instant().plus(PATIENCE);
    var wait = FIRST_PAUSE;
    while (true) {
      switch (attempt(request)) {
        case Attempt.Answered answered -> {
          return answered.body();
        }
        case Attempt.Away away -> {
          if (!clock.instant().isBefore(end)) {
            throw new Failure(away.why());
          }
          if (wait.equals(FIRST_PAUSE)) {
            out.printf("%n  %s; trying for up to %d min%n", away.why(), PATIENCE.toMinutes());
          }
          pause.of(wait);
          wait = longer(wait);
        }
      }
    }
  }

  private static Duration longer(Duration wait) {
    var twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private Attempt attempt(HttpRequest.Builder request) throws InterruptedException {
    try {
      renewToken();
      var answer =
          http.send(
              request.setHeader("Authorization", "Bearer " + token).build(),
              BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status == 200 || status == 201) {
        return new Attempt.Answered(answer.body());
      }
      var why = "ingest answers %d: %s".formatted(status, detail(answer.body()));
      if (status < 500) {
        throw new Failure(why);
      }
      return new Attempt.Away(why);
    } catch (IOException e) {
      return new Attempt.Away("ingest does not answer");
    }
  }

  /** While nobody gives a new token, the old one is good for some time. */
  private void renewToken() throws InterruptedException {
    if (!tokenSince.plus(RENEW_AFTER).isBefore(clock.instant())) {
      return;
    }
    try {
      token = tokens.fresh();
      tokenSince = clock.instant();
    } catch (Failure e) {
      if (token.isEmpty()) {
        throw e;
      }
    }
  }

  private String detail(String body) {
    try {
      return json.readTree(body).path("detail").asText(body.strip());
    } catch (IOException noJson) {
      return body.strip();
    }
  }
}
