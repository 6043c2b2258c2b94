package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Sends one message's status at a time, of a message sent in an hour in which nobody else sent any,
 * and asks for the delivery rate of that hour until it counts the message. Used by one thread.
 */
final class Probe {
  /** Between two questions, which cost too: what is measured is too long by as much at most. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So that a message is rarely the first of its contact. */
  private static final int CONTACTS = 50;

  private static final long FIRST_CONTACT = 4_915_900_000_000L;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final Target target;
  private final SignedWebhooks signed;
  private long sent;
  private long counted;

  /**
   * @param account the WABA id
   * @param hour when it began; an hour of its own for each probe of an account, not long ago
   * @param ingest the port of ingest-service
   * @param metrics the port of metrics-service
   * @param token for questions about the account
   */
  record Target(String account, Instant hour, int ingest, int metrics, String token) {}

  Probe(HttpClient client, Target target, SignedWebhooks signed) {
    this.client = client;
    this.target = target;
    this.signed = signed;
  }

  /** Makes the account known, and waits until it is. */
  void open() throws IOException, InterruptedException {
    if (measure().isEmpty()) {
      throw new IOException("the first message of " + target.hour() + " was never counted");
    }
  }

  /**
   * Sends a message.
   *
   * @return nanoseconds from the answer to the webhook until an answer counts it; empty where none
   *     did for two minutes
   * @throws IOException if the webhook was not accepted, or the question not answered
   */
  OptionalLong measure() throws IOException, InterruptedException {
    send();
    long answered = System.nanoTime();
    while (System.nanoTime() - answered < PATIENCE.toNanos()) {
      long now = count();
      if (now > counted) {
        counted = now;
        return OptionalLong.of(System.nanoTime() - answered);
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    return OptionalLong.empty();
  }

  private void send() throws IOException, InterruptedException {
    var number = sent++;
    var status =
        WebhookBody.status(
            Long.toString(FIRST_CONTACT + number % CONTACTS),
            "P" + target.account() + "x" + target.hour().getEpochSecond() + "x" + number,
            "sent",
            target.hour().plus(HALF_AN_HOUR).getEpochSecond(),
            "probe");
    var body = WebhookBody.of(target.account(), Exchanges.CHANNEL, "", status).getBytes(US_ASCII);
    var request =
        HttpRequest.newBuilder(uri(target.ingest(), SignedWebhooks.PATH))
            .header("Content-Type", "application/json")
            .header(SignedWebhooks.HEADER, signed.signature(body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("a webhook was answered " + answer.statusCode() + answer.body());
    }
  }

  private long count() throws IOException, InterruptedException {
    var path =
        "/v1/kpis/delivery-rate?account=%s&from=%s&to=%s"
            .formatted(target.account(), target.hour(), target.hour().plus(HOUR));
    var request =
        HttpRequest.newBuilder(uri(target.metrics(), path))
            .header("Authorization", "Bearer " + target.token())
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() == 404) {
      // Nobody knows the account yet.
      return 0;
    }
    if (answer.statusCode() != 200) {
      throw new IOException(path + " was answered " + answer.statusCode() + answer.body());
    }
    return counted(JSON.readTree(answer.body()));
  }

  /** How many messages an answer knows of. */
  static long counted(JsonNode answer) {
    return answer.path("denominator").asLong() + answer.path("immature").asLong();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
