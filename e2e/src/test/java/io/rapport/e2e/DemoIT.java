package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.e2e.oracle.Oracle;
import io.rapport.e2e.oracle.Truth;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A month of a simulated business, delivered by the simulator itself, comes out as it was. */
class DemoIT {
  private static final int DAYS = 30;

  @RegisterExtension static final Suite suite = Suite.demo(DAYS);

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void theKpisOfTheDemoAreTrueAndSoAreThoseOfARebuild() throws Exception {
    try (var client = HttpClient.newHttpClient();
        var kpis = new Kpis(suite.metrics(), suite::token)) {
      stopTheWorld(client);
      var truth = Truth.read(suite.truth());
      var oracle = new Oracle(truth);
      assertThat(truth.inbounds()).hasSizeGreaterThan(1000);

      Settled.await(kpis, truth.accounts());
      assertTrue(kpis, truth, oracle);

      suite.rebuild();
      Settled.await(kpis, truth.accounts());
      assertTrue(kpis, truth, oracle);
    }
  }

  private static void assertTrue(Kpis kpis, Truth truth, Oracle oracle)
      throws IOException, InterruptedException {
    for (var account : truth.accounts()) {
      var answer =
          kpis.all(
              account,
              Map.of(
                  "from", Instant.now().minus(Duration.ofDays(DAYS + 2)),
                  "to", Instant.now().plusSeconds(3600)));
      Truthfulness.assertTrue(answer, oracle);
    }
  }

  /** Pauses the simulation at a moment at which all that happened has also been told. */
  private void stopTheWorld(HttpClient client) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              if (!told(control(client, "GET", ""))) {
                return false;
              }
              control(client, "POST", "/pause");
              if (told(control(client, "GET", ""))) {
                return true;
              }
              control(client, "POST", "/resume");
              return false;
            });
  }

  private static boolean told(JsonNode state) {
    return !state.get("phase").asText().equals("fill")
        && state.get("queue").asLong() == 0
        && state.get("inFlight").asLong() == 0;
  }

  private JsonNode control(HttpClient client, String method, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(suite.simulator().resolve("/control" + path))
            .method(method, BodyPublishers.noBody())
            .build();
    return mapper.readTree(client.send(request, BodyHandlers.ofString()).body());
  }
}
