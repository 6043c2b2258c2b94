package io.rapport.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.simulator.webhook.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody with curl would try first. */
class WebhookIT {
  private static final String ACCOUNT = "555000111222333";
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  @RegisterExtension static final Suite suite = Suite.up();

  @Test
  void aSignedWebhookChangesTheKpisWithinTwoSecondsAndOnlyOnce() throws Exception {
    try (var sender = new Sender(suite.ingest(), Suite.APP_SECRET);
        var kpis = new Kpis(suite.metrics(), suite::token)) {
      // The first message makes the account known.
      assertThat(sender.send(message("wamid.first", "4915110000001")).statusCode()).isEqualTo(200);
      Settled.await(kpis, List.of(ACCOUNT));
      assertThat(turns(kpis)).isEqualTo(1);

      var second = message("wamid.second", "4915110000002");
      assertThat(sender.send(second).statusCode()).isEqualTo(200);
      await()
          .atMost(TWO_SECONDS)
          .pollInterval(Duration.ofMillis(50))
          .pollDelay(Duration.ZERO)
          .until(() -> turns(kpis) == 2);

      assertThat(sender.send(second).statusCode()).isEqualTo(200);
      // A third message after it shows that everything before has been counted.
      assertThat(sender.send(message("wamid.third", "4915110000003")).statusCode()).isEqualTo(200);
      await().atMost(TWO_SECONDS).until(() -> turns(kpis) == 3);
      Settled.await(kpis, List.of(ACCOUNT));
      assertThat(turns(kpis)).isEqualTo(3);

      var fourth = message("wamid.fourth", "4915110000004");
      var signature = Signature.sign(Suite.APP_SECRET, fourth);
      fourth[fourth.length - 20] ^= 1;
      assertThat(sender.send(fourth, signature).statusCode()).isEqualTo(401);
      assertThat(sender.sendUnsigned(fourth).statusCode()).isEqualTo(401);
      Settled.await(kpis, List.of(ACCOUNT));
      assertThat(turns(kpis)).isEqualTo(3);
    }
  }

  @Test
  void everyConfiguredSecretIsGood() throws Exception {
    try (var sender = new Sender(suite.ingest(), Suite.OLD_APP_SECRET)) {
      var empty = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(UTF_8);
      assertThat(sender.send(empty).statusCode()).isEqualTo(200);
    }
    try (var sender = new Sender(suite.ingest(), "nobody_s_secret")) {
      var empty = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(UTF_8);
      assertThat(sender.send(empty).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aBodyBeyondThreeMebibytesIsRefusedAndOneBelowIsNot() throws Exception {
    try (var sender = new Sender(suite.ingest(), Suite.APP_SECRET)) {
      int limit = 3 * 1024 * 1024;
      assertThat(sender.send(padded(limit + 1)).statusCode()).isEqualTo(413);
      assertThat(sender.send(padded(limit)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theHandshakeEchoesTheChallengeOfWhoeverKnowsTheToken() throws Exception {
    var welcome = handshake(Suite.VERIFY_TOKEN);
    assertThat(welcome.statusCode()).isEqualTo(200);
    assertThat(welcome.body()).isEqualTo("1158201444");
    assertThat(handshake("somebody_else").statusCode()).isEqualTo(403);
  }

  @Test
  void kpisAreForThoseWhoMaySeeThemOnly() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var anonymous =
          HttpRequest.newBuilder(suite.metrics().resolve("/v1/kpis?account=" + ACCOUNT));
      assertThat(client.send(anonymous.build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
    }
  }

  private static HttpResponse<String> handshake(String token)
      throws IOException, InterruptedException {
    var query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=" + token;
    try (var client = HttpClient.newHttpClient()) {
      URI uri = suite.ingest().resolve("/webhooks/whatsapp" + query);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  /** How many turns there are: every customer's first message begins one. */
  private static long turns(Kpis kpis) throws IOException, InterruptedException {
    JsonNode answer =
        kpis.all(
            ACCOUNT,
            Map.of(
                "from", Instant.now().minus(Duration.ofDays(1)),
                "to", Instant.now().plus(Duration.ofDays(1))));
    for (var kpi : answer.get("kpis")) {
      if (kpi.get("id").asText().equals("response-time")) {
        return kpi.get("denominator").asLong();
      }
    }
    throw new IllegalStateException("no response time in " + answer);
  }

  private static byte[] message(String wamid, String waId) {
    return """
        {"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[{"field":"messages","value":\
        {"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550001111",\
        "phone_number_id":"555000111222444"},"contacts":[{"profile":{"name":"Ana"},"wa_id":"%s"}],\
        "messages":[{"from":"%s","id":"%s","timestamp":"%d","type":"text",\
        "text":{"body":"caf\\u00e9 \\ud83d\\ude00 a\\u0040b.c https:\\/\\/x.y"}}]}}]}]}"""
        .formatted(ACCOUNT, waId, waId, wamid, Instant.now().getEpochSecond())
        .getBytes(UTF_8);
  }

  private static byte[] padded(int length) {
    var start = "{\"object\":\"whatsapp_business_account\",\"entry\":[],\"padding\":\"";
    return (start + "x".repeat(length - start.length() - 2) + "\"}").getBytes(UTF_8);
  }
}
