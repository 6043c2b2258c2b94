package io.rapport.ingest.whatsapp;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is answered when the database cannot keep up, or does not answer at all. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@TestProfile(OverloadTest.SmallQueue.class)
class OverloadTest {

  private static final long NOW = 1_760_000_000;

  @Inject MeterRegistry registry;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  /** Room for eight items, and little patience. */
  public static final class SmallQueue implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rapport.ingest.queue.capacity",
          "8",
          "rapport.ingest.queue.retry-after",
          "7s",
          "rapport.ingest.queue.full-for",
          "0s",
          "rapport.ingest.queue.stuck-after",
          "0s",
          "rapport.ingest.body-timeout",
          "3s",
          "rapport.ingest.max-body-size",
          "100K",
          "rapport.ingest.max-bytes-in-flight",
          "100K",
          "rapport.ingest.batch.timeout",
          "2s",
          "rapport.ingest.batch.retry-for",
          "1s");
    }
  }

  @Test
  void aFullQueueAnswers503AndTheRestIsStored() throws SQLException {
    assertThat(Sender.send(body("first", 1)).statusCode()).isEqualTo(200);
    var lock = stored.lock();
    var waiting = Sender.sendAsync(body("waiting", 7));
    await().until(() -> depth() == 7);
    var refused = Sender.send(body("refused", 2));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("7");
    assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
    lock.close();
    assertThat(waiting.join().statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(8);
    await().until(() -> depth() == 0);
    assertThat(Sender.send(body("refused", 2)).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(10);
  }

  @Test
  void nothingIsTakenApartOnlyToBeRefused() throws SQLException {
    assertThat(Sender.send(body("first", 1)).statusCode()).isEqualTo(200);
    var lock = stored.lock();
    var waiting = Sender.sendAsync(body("waiting", 8));
    await().until(() -> depth() == 8);
    double received = received();
    assertThat(Sender.send(body("refused", 1)).statusCode()).isEqualTo(503);
    assertThat(received()).isEqualTo(received + 1);
    assertThat(Sender.send(body("refused", 1)).statusCode()).isEqualTo(503);
    assertThat(received()).isEqualTo(received + 1);
    assertThat(Sender.send(new byte[50], "sha256=00").statusCode()).isEqualTo(401);
    lock.close();
    assertThat(waiting.join().statusCode()).isEqualTo(200);
    assertThat(Sender.send(body("refused", 1)).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(10);
  }

  @Test
  void aDatabaseThatDoesNotAnswerAcknowledgesNothing() throws SQLException {
    assertThat(Sender.send(body("first", 1)).statusCode()).isEqualTo(200);
    var lock = stored.lock();
    assertThat(Sender.send(body("stuck", 1)).statusCode()).isEqualTo(503);
    lock.close();
    await().until(() -> depth() == 0);
    assertThat(Sender.send(body("stuck", 1)).statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(stored.count("event")).isEqualTo(2));
  }

  @Test
  void webhooksMustNotExhaustTheMemory() throws SQLException {
    assertThat(Sender.send(body("first", 1)).statusCode()).isEqualTo(200);
    var lock = stored.lock();
    var waiting = Sender.sendAsync(large("waiting", 60_000));
    await().until(() -> inFlight() > 60_000);
    var refused = Sender.send(large("refused", 60_000));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("7");
    lock.close();
    assertThat(waiting.join().statusCode()).isEqualTo(200);
    await().until(() -> inFlight() == 0);
    assertThat(Sender.send(large("refused", 60_000)).statusCode()).isEqualTo(200);
  }

  @Test
  void whateverBecomesOfAWebhookItsMemoryIsGivenBack() throws IOException {
    assertThat(Sender.send(large("large", 200_000)).statusCode()).isEqualTo(413);
    assertThat(Sender.send(new byte[50_000], "sha256=00").statusCode()).isEqualTo(401);
    assertThat(Sender.send("x".repeat(50_000)).statusCode()).isEqualTo(200);
    try (var socket = new Socket("localhost", RestAssured.port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n"
                      + "X-Hub-Signature-256: sha256=00\r\n\r\n"
                      + "x".repeat(40_000))
                  .getBytes(US_ASCII));
      await().until(() -> inFlight() == 40_000);
    }
    await().until(() -> inFlight() == 0);
  }

  @Test
  void aBodyThatDoesNotComeTakesNoRoomForLong() throws IOException {
    try (var socket = new Socket("localhost", RestAssured.port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                      + "X-Hub-Signature-256: sha256=00\r\n\r\n9c40\r\n"
                      + "x".repeat(40_000))
                  .getBytes(US_ASCII));
      await().until(() -> inFlight() == 40_000);
      var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("application/problem+json");
    }
    assertThat(inFlight()).isZero();
    assertThat(registry.counter("rapport.ingest.webhooks", "outcome", "late").count()).isPositive();
  }

  @Test
  void aFullQueueIsNotReadyAndOneThatDoesNotMoveIsNotAlive() throws SQLException {
    assertThat(Sender.send(body("first", 1)).statusCode()).isEqualTo(200);
    await().until(() -> depth() == 0);
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(200);
    var lock = stored.lock();
    var waiting = Sender.sendAsync(body("waiting", 7));
    await().until(() -> depth() == 7);
    given().get("/q/health/ready").then().statusCode(200);
    assertThat(Sender.send(body("refused", 2)).statusCode()).isEqualTo(503);
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body("checks.find { it.name == 'Intake queue' }.status", equalTo("DOWN"));
    given()
        .get("/q/health/live")
        .then()
        .statusCode(503)
        .body("checks.find { it.name == 'Writing the intake queue' }.status", equalTo("DOWN"));
    lock.close();
    waiting.join();
    await().until(() -> depth() == 0);
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(200);
  }

  private double inFlight() {
    return registry.get("rapport.ingest.bytes.in.flight").gauge().value();
  }

  private String large(String name, int size) {
    var message =
        """
        {"from":"DE.%s","id":"%s","timestamp":"1760000000","type":"text","text":{"body":"%s"}}"""
            .formatted(name, name, "y".repeat(size));
    return Payloads.body(waba, "7", Payloads.messages(message));
  }

  /** Messages that webhooks were taken apart into. */
  private double received() {
    return registry.get("rapport.ingest.items").tag("kind", "message").counter().count();
  }

  private double depth() {
    return registry.get("rapport.ingest.queue.depth").gauge().value();
  }

  private String body(String name, int messages) {
    var texts = new String[messages];
    for (int i = 0; i < messages; i++) {
      texts[i] = Payloads.text("49151", name + i, NOW + i);
    }
    return Payloads.body(waba, "7", Payloads.messages(texts));
  }
}
