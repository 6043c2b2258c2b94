package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.identity.IdentityCipher;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class WebhookTest {

  private static final long NOW = 1_760_000_000;

  @Inject MeterRegistry registry;
  @Inject IdentityCipher cipher;

  /** A WABA of its own for every test. */
  private final String waba = "waba-" + UUID.randomUUID();

  private final Stored stored = new Stored(waba);

  @Test
  void theHandshakeReturnsExactlyTheChallenge() {
    var answer =
        Sender.get(
            "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=test_verify_token");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("1158201444");
    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong",
        "hub.mode=subscribe&hub.challenge=1",
        "hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=test_verify_token",
        "hub.mode=subscribe&hub.verify_token=test_verify_token"
      })
  void anyOtherHandshakeIsForbidden(String query) {
    assertThat(Sender.get(query).statusCode()).isEqualTo(403);
  }

  @Test
  void withoutAValidSignatureNothingIsStored() {
    var body = body(Payloads.text("49151", "m1", NOW));
    var unsigned = Sender.sendUnsigned(body);
    assertThat(unsigned.statusCode()).isEqualTo(401);
    assertThat(unsigned.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(Sender.send(body.getBytes(UTF_8), Sender.signature("wrong", body)).statusCode())
        .isEqualTo(401);
    var altered = body.replace("m1", "m2").getBytes(UTF_8);
    assertThat(Sender.send(altered, Sender.signature(Payloads.SECRET, body)).statusCode())
        .isEqualTo(401);
    assertThat(stored.count("event")).isZero();
  }

  @Test
  void everySecretInUseIsAccepted() {
    var body = body(Payloads.text("49151", "m1", NOW));
    assertThat(
            Sender.send(body.getBytes(UTF_8), Sender.signature("second_secret", body)).statusCode())
        .isEqualTo(200);
    assertThat(stored.count("event")).isOne();
  }

  @Test
  void aBodyIsAsLargeAsAWebhookCanBeAndNoLarger() {
    var filler = "\"x\":\"" + "y".repeat(3 * 1024 * 1024 - 1024) + "\"";
    assertThat(Sender.send(Payloads.body(waba, "7", filler)).statusCode()).isEqualTo(200);
    var tooLarge = new byte[3 * 1024 * 1024 + 1];
    var announced = Sender.send(tooLarge, "sha256=00");
    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.headers().firstValue("content-type")).contains("application/problem+json");
    var chunked =
        Sender.send(
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLarge)), "sha256=00");
    assertThat(chunked.statusCode()).isEqualTo(413);
  }

  @Test
  void aRepeatedWebhookChangesNothing() {
    var body = body(Payloads.text("49151", "m1", NOW));
    double duplicates = counter("rapport.ingest.duplicates");
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("contact")).isOne();
    assertThat(stored.announced()).isOne();
    assertThat(counter("rapport.ingest.duplicates")).isEqualTo(duplicates + 1);
  }

  @Test
  void concurrentRepetitionsAreStoredOnce() {
    var body =
        body(
            Payloads.text("49151", "m1", NOW),
            Payloads.text("49152", "m2", NOW),
            Payloads.text("49151", "m3", NOW + 1));
    assertThat(sendAll(Collections.nCopies(60, body))).containsOnly(200);
    assertThat(stored.count("event")).isEqualTo(3);
    assertThat(stored.count("contact")).isEqualTo(2);
  }

  @Test
  void oldAndFutureTimestampsFindTheirPartition() {
    long twoYears = 2 * 365 * 86_400L;
    long now = Instant.now().getEpochSecond();
    var body =
        body(
            Payloads.text("49151", "old", now - twoYears),
            Payloads.text("49151", "future", now + twoYears),
            Payloads.text("49151", "ancient", 1_230_768_000),
            Payloads.text("49151", "last", 4_133_980_799L),
            Payloads.text("49151", "never", 4_133_980_800L));
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(4);
    assertThat(stored.values("SELECT reason FROM rapport.quarantine WHERE account_id = :account"))
        .containsExactly("timestamp-out-of-range");
  }

  @Test
  void aThousandItemsAreOneWebhook() {
    var messages =
        IntStream.range(0, 1000)
            .mapToObj(i -> Payloads.text("49151" + i % 300, "m" + i, NOW + i))
            .toList();
    assertThat(Sender.send(Payloads.body(waba, "7", Payloads.messages(messages))).statusCode())
        .isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(1000);
    assertThat(stored.count("contact")).isEqualTo(300);
  }

  @Test
  void aUserIdAloneIsAContact() {
    var body =
        body(
            "{\"from_user_id\":\"DE.1\",\"id\":\"m1\",\"timestamp\":\"%d\",\"type\":\"text\"}"
                .formatted(NOW),
            "{\"from\":\"DE.1\",\"id\":\"m2\",\"timestamp\":\"%d\",\"type\":\"text\"}"
                .formatted(NOW));
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(2);
    assertThat(stored.values("SELECT kind FROM rapport.contact_alias WHERE account_id = :account"))
        .containsExactly(2);
  }

  @Test
  void everyStatusOfAGroupIsKeptUnderTheGroup() {
    var statuses =
        Stream.of("49151", "49152", "49153")
            .map(
                participant ->
                    """
                    {"id":"m1","status":"delivered","timestamp":"%d","recipient_id":"g1",\
                    "recipient_type":"group","recipient_participant_id":"%s"}"""
                        .formatted(NOW, participant))
            .toArray(String[]::new);
    var inbound =
        "{\"from\":\"49151\",\"group_id\":\"g1\",\"id\":\"m2\",\"timestamp\":\"%d\",\"type\":\"text\"}"
            .formatted(NOW);
    var body =
        Payloads.body(waba, "7", Payloads.messages(inbound) + "," + Payloads.statuses(statuses));
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(stored.count("event", "flags & 1 = 1")).isEqualTo(4);
    assertThat(stored.values("SELECT exclusion FROM rapport.contact WHERE account_id = :account"))
        .containsExactly(3);
  }

  @Test
  void aStatusKeepsWhatItSays() {
    var body =
        Payloads.body(
            waba,
            "7",
            Payloads.statuses(
                """
                {"id":"m1","status":"failed","timestamp":"%d","recipient_id":"49151",\
                "pricing":{"category":"utility"},"errors":[{"code":131026}],\
                "biz_opaque_callback_data":"rapport?origin=agent&campaign=a\\u0000b"}"""
                    .formatted(NOW)));
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(
            stored.rows(
                """
                SELECT kind, category, error_code, message_type, label->>'origin', label->>'campaign',
                  extract(epoch FROM occurred_at)::bigint
                FROM rapport.event WHERE account_id = :account"""))
        .containsExactly(Arrays.asList(15, 4, 131026, null, "agent", "a\uFFFDb", NOW));
  }

  @Test
  void nulAndLoneSurrogatesAreStoredLikeAnythingElse() {
    var body =
        Payloads.body(
                waba,
                "7",
                Payloads.messages(
                    """
                    {"from":"49151","id":"m\\u0000\\ud83d","timestamp":"%d","type":"text",\
                    "text":{"body":"a\\u0000\\udc00"}}"""
                        .formatted(NOW),
                    "{\"id\":\"\\u0000\\ud83d\",\"x\\u0000\":\"\\udc00\"}"))
            .replace("15550001111", "1555\\u0000\\ud83d");
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isOne();
    assertThat(stored.values("SELECT reason FROM rapport.quarantine WHERE account_id = :account"))
        .containsExactly("no-timestamp");
    var strangeField =
        Payloads.envelope(waba, "{\"field\":\"a\\u0000b\",\"value\":{\"x\":\"\\ud83d\"}}");
    assertThat(Sender.send(strangeField).statusCode()).isEqualTo(200);
    assertThat(stored.count("quarantine", "field = 'unnameable'")).isOne();
  }

  @Test
  void aFieldNobodyToldUsAboutIsKeptByNameButNotCountedByIt() {
    double before = quarantined("unknown-field", "unknown");
    var change = "{\"field\":\"weather\",\"value\":{\"x\":\"%s\"}}".formatted(waba);
    assertThat(Sender.send(body(Payloads.text("49151", "m1", NOW))).statusCode()).isEqualTo(200);
    assertThat(Sender.send(Payloads.envelope(waba, change)).statusCode()).isEqualTo(200);
    assertThat(stored.count("quarantine", "field = 'weather'")).isOne();
    assertThat(quarantined("unknown-field", "unknown")).isEqualTo(before + 1);
    assertThat(registry.find("rapport.ingest.quarantined").tag("field", "weather").counter())
        .isNull();
  }

  @Test
  void whatCannotBeReadIsKeptOnceAndStopsNothing() {
    double before = quarantined("no-id", "messages");
    var body = body(Payloads.text("49151", "m1", NOW), "{\"type\":\"text\"}");
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isOne();
    assertThat(quarantined("no-id", "messages")).isEqualTo(before + 1);
    var row =
        stored
            .rows(
                "SELECT quarantine_id, body, field FROM rapport.quarantine WHERE account_id = :account")
            .getFirst();
    var id = (UUID) row.get(0);
    var context =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    assertThat(new String(cipher.open((byte[]) row.get(1), context), UTF_8))
        .isEqualTo(body("{\"type\":\"text\"}"));
    assertThat(row.get(2)).isEqualTo("messages");
  }

  @Test
  void aSignedBodyThatIsNoWebhookIsKeptUnderNoAccount() {
    var body = "no JSON " + UUID.randomUUID();
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    assertThat(
            new Stored("")
                .count(
                    "quarantine", "reason = 'not-json' AND length(body) = 29 + " + body.length()))
        .isOne();
  }

  @Test
  void aFieldOfAnUnknownAccountRegistersNothing() {
    var change = "{\"field\":\"account_update\",\"value\":{\"x\":\"%s\"}}".formatted(waba);
    assertThat(Sender.send(Payloads.envelope(waba, change)).statusCode()).isEqualTo(200);
    assertThat(stored.values("SELECT :account")).containsExactly((Object) null);
    assertThat(Sender.send(body(Payloads.text("49151", "m1", NOW))).statusCode()).isEqualTo(200);
    var again = change.replace("x", "y");
    assertThat(Sender.send(Payloads.envelope(waba, again)).statusCode()).isEqualTo(200);
    assertThat(stored.count("quarantine", "field = 'account_update'")).isOne();
  }

  @Test
  void newAccountsAndChannelsRegisterThemselvesOnce() {
    var bodies =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    Payloads.body(
                        waba + "-" + i % 3,
                        "phone-" + i % 5,
                        Payloads.messages(Payloads.text("4915" + i, "m" + i, NOW))))
            .toList();
    assertThat(sendAll(bodies)).containsOnly(200);
    for (int i = 0; i < 3; i++) {
      var account = new Stored(waba + "-" + i);
      assertThat(account.count("account")).isOne();
      assertThat(account.count("channel")).isEqualTo(5);
      assertThat(account.count("event")).isEqualTo(20);
    }
  }

  @Test
  void oneWebhookMayConcernSeveralAccounts() {
    var body =
        """
        {"object":"whatsapp_business_account","entry":[%s]}"""
            .formatted(
                String.join(
                    ",",
                    IntStream.range(0, 3)
                        .mapToObj(
                            i ->
                                """
                                {"id":"%s-%d","changes":[{"field":"messages","value":{\
                                "metadata":{"phone_number_id":"7"},"messages":[%s]}}]}"""
                                    .formatted(waba, i, Payloads.text("49151", "m1", NOW)))
                        .toList()));
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
    for (int i = 0; i < 3; i++) {
      assertThat(new Stored(waba + "-" + i).count("event")).isOne();
    }
  }

  /** However the items are cut into webhooks, ordered and repeated: the same rows. */
  @Test
  void splittingOrderAndRepetitionLeaveTheSameRows() {
    var items = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      items.add(Payloads.messages(Payloads.text("4915" + i % 7, "in" + i, NOW + i)));
      items.add(Payloads.statuses(Payloads.status("4915" + i % 5, "out" + i, "sent", NOW + i)));
      items.add(Payloads.statuses(Payloads.status("4915" + i % 5, "out" + i, "read", NOW + i + 9)));
    }
    List<List<Object>> expected = null;
    for (int seed = 0; seed < 12; seed++) {
      var random = new Random(seed);
      var shuffled = new ArrayList<>(items);
      shuffled.addAll(items.subList(0, random.nextInt(items.size())));
      Collections.shuffle(shuffled, random);
      var account = waba + "-" + seed;
      var bodies = new ArrayList<String>();
      for (int from = 0; from < shuffled.size(); ) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(12));
        bodies.add(
            Payloads.envelope(
                account,
                shuffled.subList(from, to).stream()
                    .map(
                        item ->
                            "{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"7\"},"
                                + item
                                + "}}")
                    .toArray(String[]::new)));
        from = to;
      }
      assertThat(sendAll(bodies)).containsOnly(200);
      var rows =
          new Stored(account)
              .rows(
                  """
                  SELECT event_id, message_id, occurred_at, kind, message_type, flags,
                    (SELECT a.digest FROM rapport.contact_alias a
                     WHERE a.account_id = e.account_id AND a.contact_id = e.contact_id)
                  FROM rapport.event e WHERE account_id = :account ORDER BY event_id""");
      assertThat(rows).hasSize(120);
      expected = expected == null ? rows : expected;
      assertThat(rows).isEqualTo(expected);
    }
  }

  private String body(String... messages) {
    return Payloads.body(waba, "7", Payloads.messages(messages));
  }

  private static List<Integer> sendAll(List<String> bodies) {
    var answers = bodies.stream().map(Sender::sendAsync).toList();
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    return answers.stream().map(answer -> answer.join().statusCode()).toList();
  }

  private double counter(String name) {
    return registry.counter(name).count();
  }

  private double quarantined(String reason, String field) {
    return registry.counter("rapport.ingest.quarantined", "reason", reason, "field", field).count();
  }
}
