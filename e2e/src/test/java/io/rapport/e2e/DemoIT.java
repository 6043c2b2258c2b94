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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A month of a simulated business, delivered by the simulator itself, comes out as it was; and what
 * it sends through the proxy afterwards is known without anybody telling.
 */
class DemoIT {
  private static final int DAYS = 30;
  private static final int RECIPIENTS = 60;

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

      control(client, "POST", "/resume");
      assertShowsUp(kpis, campaign(client, "first-by-headers", "headers"));
      assertShowsUp(kpis, campaign(client, "second-by-callback-data", "callback"));
    }
  }

  /** Sent by software that knows nothing of Rapport but the address it was given. */
  private JsonNode campaign(HttpClient client, String name, String tags)
      throws IOException, InterruptedException {
    var request =
        """
        {"name":"%s","template":"%s_offer","recipients":%d,"tags":"%s"}"""
            .formatted(name, tags, RECIPIENTS, tags);
    var answer =
        client.send(
            HttpRequest.newBuilder(suite.simulator().resolve("/control/campaigns"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var sent = mapper.readTree(answer.body());
    assertThat(sent.at("/sent/a").size() + sent.at("/sent/b").size()).isPositive();
    return sent;
  }

  /** Every message that was accepted, under its campaign, its variant and its template. */
  private static void assertShowsUp(Kpis kpis, JsonNode sent) {
    var account = sent.get("account").asText();
    long a = sent.at("/sent/a").size();
    long b = sent.at("/sent/b").size();
    var campaign = sent.get("campaign").asText();
    var template = sent.get("template").asText();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              assertThat(messages(kpis, account, "variant", "campaign", campaign))
                  .isEqualTo(Map.of("a", a, "b", b));
              assertThat(messages(kpis, account, "campaign", "template", template))
                  .isEqualTo(Map.of(campaign, a + b));
              assertThat(messages(kpis, account, "template", "campaign", campaign))
                  .isEqualTo(Map.of(template, a + b));
            });
  }

  /** Messages by a dimension, of those that have a value of another: mature or not. */
  private static Map<String, Long> messages(
      Kpis kpis, String account, String by, String filter, String value)
      throws IOException, InterruptedException {
    var answer =
        kpis.one(
            "delivery-rate",
            account,
            Map.of(
                "from",
                Instant.now().minus(Duration.ofDays(1)),
                "to",
                Instant.now().plusSeconds(3600),
                "groupBy",
                by,
                filter,
                value));
    var messages = new TreeMap<String, Long>();
    for (var group : answer.get("groups")) {
      messages.put(
          group.get("key").asText(),
          group.get("denominator").asLong() + group.get("immature").asLong());
    }
    return messages;
  }

  private static void assertTrue(Kpis kpis, Truth truth, Oracle oracle)
      throws IOException, InterruptedException {
    for (var account : truth.accounts()) {
      // One period that is still running, and one that is over.
      Truthfulness.assertTrue(kpis.all(account, running()), oracle);
      Truthfulness.assertTrue(kpis.all(account, over()), oracle);
      var volumes = kpis.volumes(account, running());
      assertThat(volumes.at("/total/blocked/total").asLong()).isPositive();
      Truthfulness.assertVolumesTrue(volumes, Truthfulness.question(volumes), oracle);
    }
  }

  private static Map<String, Instant> running() {
    return Map.of(
        "from", Instant.now().minus(Duration.ofDays(DAYS + 2)),
        "to", Instant.now().plusSeconds(3600));
  }

  private static Map<String, Instant> over() {
    return Map.of(
        "from", Instant.now().minus(Duration.ofDays(DAYS / 2)),
        "to", Instant.now().minus(Duration.ofDays(2)));
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
