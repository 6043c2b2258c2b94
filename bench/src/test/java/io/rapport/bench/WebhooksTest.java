package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final byte[] SECRET = {'s', 'e', 'c', 'r', 'e', 't'};

  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-02T09:00:00Z"));

  @Test
  void aBodyIsJsonOfTheAgreedSizeAndSigned() throws GeneralSecurityException {
    var request = new Webhooks(new AtomicLong(), clock, "secret", 8081, 1).next().toString();
    var parts = request.split("\r\n\r\n", 2);
    var body = parts[1];
    assertThat(body).hasSize(Webhooks.bodyBytes(1));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    assertThat(parts[0])
        .contains("Content-Length: 1024")
        .endsWith(
            "X-Hub-Signature-256: sha256="
                + HexFormat.of().formatHex(mac.doFinal(body.getBytes(US_ASCII))));
    assertThat(message(body).getString("type")).isEqualTo("text");
  }

  @Test
  void noMessageComesTwice() throws GeneralSecurityException {
    var counter = new AtomicLong();
    var one = new Webhooks(counter, clock, "secret", 8081, 1).next().toString();
    var other = new Webhooks(counter, clock, "secret", 8081, 1).next().toString();
    assertThat(wamid(one)).isNotEqualTo(wamid(other));
  }

  @Test
  void aWebhookOfManyMessagesIsAsLongAsAgreedAndRepeatsNone() throws GeneralSecurityException {
    var body =
        new Webhooks(new AtomicLong(), clock, "secret", 8081, 100)
            .next()
            .toString()
            .split("\r\n\r\n", 2)[1];
    assertThat(body).hasSize(Webhooks.bodyBytes(100));
    var value =
        new JsonObject(body)
            .getJsonArray("entry")
            .getJsonObject(0)
            .getJsonArray("changes")
            .getJsonObject(0)
            .getJsonObject("value");
    assertThat(
            value.getJsonArray("messages").stream()
                .map(message -> ((JsonObject) message).getString("id")))
        .hasSize(100)
        .doesNotHaveDuplicates();
    assertThat(value.getJsonArray("contacts")).hasSize(100);
  }

  private static String wamid(String request) {
    return message(request.split("\r\n\r\n", 2)[1]).getString("id");
  }

  private static JsonObject message(String body) {
    return new JsonObject(body)
        .getJsonArray("entry")
        .getJsonObject(0)
        .getJsonArray("changes")
        .getJsonObject(0)
        .getJsonObject("value")
        .getJsonArray("messages")
        .getJsonObject(0);
  }
}
