package io.rapport.ingest.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.ingest.Stored;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.testing.PostgresTestResource;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is answered to a reporter when the database does not answer. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@TestProfile(EventsOverloadTest.LittlePatience.class)
class EventsOverloadTest {

  @Inject AccountDirectory directory;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  /** Gives up after two seconds. */
  public static final class LittlePatience implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rapport.ingest.queue.retry-after",
          "7s",
          "rapport.ingest.batch.timeout",
          "1s",
          "rapport.ingest.batch.retry-for",
          "1s");
    }
  }

  @Test
  void whatCannotBeStoredNowMayBeSentAgain() throws SQLException {
    directory.register(waba, "106540352242922", Optional.empty()).await().indefinitely();
    post("first").statusCode(200);
    var lock = stored.lock();
    post("second")
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", equalTo("7"))
        .body("type", equalTo("https://rapport.io/problems/unavailable"));
    lock.close();
    // What was given up may still have been committed.
    post("second").statusCode(200).body("status", oneOf("accepted", "duplicate"));
    assertThat(stored.count("event")).isEqualTo(2);
  }

  private ValidatableResponse post(String id) {
    var events = new EventsClient(waba);
    return events.binary(events.example(EventType.HANDOVER), id);
  }
}
