package io.rapport.ingest.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who goes away in the middle of a request has broken nothing. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class HungUpTest {

  @TestHTTPResource("/v1/events")
  URI events;

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler collecting =
      new Handler() {
        @Override
        public void publish(LogRecord written) {
          records.add(written);
        }

        @Override
        public void flush() {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(collecting);
  }

  @AfterEach
  void listenNoMore() {
    Logger.getLogger("").removeHandler(collecting);
  }

  /** By a farewell, and as a machine that crashes: without one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatHangsUpInTheMiddleOfABodyIsNoError(boolean farewell) throws IOException {
    hangUp(farewell);
    // The access log has it when all is over.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(records)
                    .anySatisfy(line -> assertThat(line.getMessage()).contains("POST /v1/events")));
    assertThat(records)
        .filteredOn(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
        .extracting(line -> line.getMessage() + " " + line.getThrown())
        .isEmpty();
  }

  private void hangUp(boolean farewell) throws IOException {
    try (var socket = new Socket(events.getHost(), events.getPort())) {
      socket.setSoTimeout(10_000);
      var head =
          """
          POST /v1/events HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Content-Type: application/cloudevents+json\r
          Expect: 100-continue\r
          Content-Length: 100000\r
          \r
          """
              .formatted(TestTokens.of("integrator", "1"));
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      // The answer to what is expected: the body is being read from now on.
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      socket.getOutputStream().write("{\"specversion\": ".getBytes(US_ASCII));
      if (!farewell) {
        socket.setSoLinger(true, 0);
      }
    }
  }
}
