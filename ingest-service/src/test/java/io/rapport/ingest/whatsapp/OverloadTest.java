package io.rapport.ingest.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import jakarta.inject.Inject;
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

  /** Room for five items, and little patience. */
  public static final class SmallQueue implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rapport.ingest.queue.capacity",
          "5",
          "rapport.ingest.queue.retry-after",
          "7s",
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
    var waiting = Sender.sendAsync(body("waiting", 4));
    await().until(() -> depth() == 4);
    var refused = Sender.send(body("refused", 2));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("7");
    assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
    lock.close();
    assertThat(waiting.join().statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(5);
    await().until(() -> depth() == 0);
    assertThat(Sender.send(body("refused", 2)).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(7);
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
