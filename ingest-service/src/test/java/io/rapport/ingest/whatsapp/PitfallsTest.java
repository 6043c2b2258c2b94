package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.PricingCategory;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others have stumbled over (docs/whatsapp.md), from the door to the database. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class PitfallsTest {

  private static final long NOW = 1_760_000_000;
  private static final int LARGEST = 3 * 1024 * 1024;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void statusesInAnyOrderAndBeforeTheirMessageAreTheSameFacts(int seed) {
    var items =
        new ArrayList<>(
            List.of(
                statuses(Payloads.status("49151", "m1", "failed", NOW + 1)),
                statuses(Payloads.status("49151", "m1", "delivered", NOW + 2)),
                statuses(Payloads.status("49151", "m1", "delivered", NOW + 2)),
                statuses(Payloads.status("49151", "m1", "read", NOW + 3)),
                statuses(Payloads.status("49151", "m1", "sent", NOW)),
                echo("m1", "49151")));
    Collections.shuffle(items, new Random(seed));
    items.forEach(this::send);
    assertThat(
            stored.rows(
                """
                SELECT kind, extract(epoch FROM occurred_at)::bigint - 1760000000
                FROM rapport.event WHERE account_id = :account ORDER BY kind"""))
        .containsExactly(
            List.of(9, 4L), List.of(11, 0L), List.of(12, 2L), List.of(13, 3L), List.of(15, 1L));
    assertThat(
            stored.values(
                "SELECT count(DISTINCT message_id) FROM rapport.event WHERE account_id = :account"))
        .containsExactly(1L);
    assertThat(stored.count("contact")).isOne();
  }

  @Test
  void threeDaysOfRepetitionsInAnyOrderAreTheSameFacts() {
    var items = new ArrayList<String>();
    for (int hour = 0; hour < 72; hour++) {
      long at = NOW + hour * 3600L;
      items.add(Payloads.messages(Payloads.text("4915" + hour % 7, "in" + hour, at)));
      items.add(statuses(Payloads.status("4915" + hour % 5, "out" + hour, "sent", at)));
      items.add(statuses(Payloads.status("4915" + hour % 5, "out" + hour, "delivered", at + 2)));
      items.add(statuses(Payloads.status("4915" + hour % 5, "out" + hour, "read", at + 900)));
    }
    items.forEach(this::send);
    var replayed = waba + "-replayed";
    var again = new ArrayList<String>();
    for (int times = 0; times < 4; times++) {
      again.addAll(items);
    }
    Collections.shuffle(again, new Random(3));
    // The first one makes the account known.
    assertThat(Sender.send(Payloads.body(replayed, "7", again.getFirst())).statusCode())
        .isEqualTo(200);
    var answers =
        again.stream().map(item -> Sender.sendAsync(Payloads.body(replayed, "7", item))).toList();
    answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    var facts =
        """
        SELECT event_id, message_id, kind, occurred_at FROM rapport.event
        WHERE account_id = :account ORDER BY event_id""";
    assertThat(new Stored(replayed).rows(facts)).hasSize(288).isEqualTo(stored.rows(facts));
  }

  @Test
  void aMessageFromOneNumberToAnotherIsTwoMessages() {
    send(Payloads.messages(Payloads.text("15550002222", "same", NOW)));
    assertThat(
            Sender.send(
                    Payloads.body(
                        waba, "8", Payloads.messages(Payloads.text("15550001111", "same", NOW))))
                .statusCode())
        .isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(2);
    assertThat(distinct("message_id")).isEqualTo(2);
    assertThat(distinct("channel_id")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "5582999440000, 558299440000",
    "5215512345678, 525512345678",
    "5491123456789, 541123456789"
  })
  void spellingsOfANumberAreOnePersonInMessagesStatusesAndEchoes(String one, String other) {
    send(Payloads.messages(Payloads.text(one, "m1", NOW)));
    send(statuses(Payloads.status(other, "m2", "sent", NOW)));
    send(echo("m3", other));
    assertThat(stored.count("event")).isEqualTo(3);
    assertThat(stored.count("contact")).isOne();
  }

  @Test
  void aUserIdAloneIsAContactInMessagesAndStatuses() {
    send(
        Payloads.messages(
                "{\"from_user_id\":\"DE.1\",\"id\":\"m1\",\"timestamp\":\"%d\",\"type\":\"text\"}"
                    .formatted(NOW))
            + ","
            + statuses(
                "{\"id\":\"m2\",\"status\":\"sent\",\"timestamp\":\"%d\",\"recipient_user_id\":\"DE.1\"}"
                    .formatted(NOW)));
    assertThat(stored.count("event")).isEqualTo(2);
    assertThat(stored.count("contact")).isOne();
  }

  @Test
  void aNewUserIdIsTheSamePerson() {
    send(
        Payloads.messages(
            "{\"from_user_id\":\"DE.1\",\"id\":\"m1\",\"timestamp\":\"%d\",\"type\":\"text\"}"
                .formatted(NOW)));
    deliver(
        Payloads.change(
            "user_id_update",
            """
            "user_id_update":[{"detail":"changed","user_id":{"previous":"DE.1","current":"DE.2"},\
            "timestamp":"1760000070"}]"""));
    send(
        Payloads.messages(
            "{\"from_user_id\":\"DE.2\",\"id\":\"m2\",\"timestamp\":\"%d\",\"type\":\"text\"}"
                .formatted(NOW + 100)));
    assertThat(distinct("contact_id")).isEqualTo(1);
    assertThat(stored.count("event", "kind = 1")).isEqualTo(2);
  }

  @Test
  void whatIsNotSupportedIsAContactOfTheCustomerAllTheSame() {
    send(
        Payloads.messages(
            """
            {"from":"49151","id":"m1","timestamp":"%d","type":"unsupported",\
            "errors":[{"code":131051,"title":"Message type unknown"}],"unsupported":{"type":"poll_creation"},\
            "referral":{"source_id":"120226305854810726","source_type":"ad","source_url":"https://fb.me/x"}}"""
                .formatted(NOW)));
    assertThat(
            stored.rows(
                "SELECT message_type, attributes->>'sourceId' FROM rapport.event WHERE account_id = :account"))
        .containsExactly(List.of((int) MessageType.UNSUPPORTED.code(), "120226305854810726"));
  }

  @Test
  void allThreeArraysOfStandbyAreRead() {
    deliver(
        Payloads.change(
            "standby",
            """
            "standby":{"messages":[%s],"message_echoes":[{"to":"49151","id":"bot","timestamp":"%d",\
            "type":"text","text":{"body":"I am a bot"}}],"statuses":[%s]}"""
                .formatted(
                    Payloads.text("49151", "in", NOW),
                    NOW + 1,
                    Payloads.status("49151", "bot", "delivered", NOW + 2))));
    assertThat(
            stored.values(
                "SELECT kind FROM rapport.event WHERE account_id = :account ORDER BY kind"))
        .containsExactly(1, 9, 12);
  }

  @Test
  void whatItCostsStandsOnTheStatusThatSaysSoAndNeedsNoConversation() {
    send(
        statuses(
            Payloads.status("49151", "m1", "sent", NOW),
            """
            {"id":"m1","status":"delivered","timestamp":"%d","recipient_id":"49151",\
            "pricing":{"pricing_model":"PMP","category":"marketing","type":"regular"}}"""
                .formatted(NOW + 1),
            Payloads.status("49151", "m1", "read", NOW + 2)));
    assertThat(
            stored.rows(
                "SELECT kind, category FROM rapport.event WHERE account_id = :account ORDER BY kind"))
        .containsExactly(
            Arrays.asList(11, null),
            List.of(12, (int) PricingCategory.MARKETING.code()),
            Arrays.asList(13, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {131049, 130472, 131050, 131026, 131047})
  void theReasonOfAFailureIsKept(int code) {
    send(
        statuses(
            """
            {"id":"m1","status":"failed","timestamp":"%d","recipient_id":"49151",\
            "errors":[{"code":%d,"title":"x","error_data":{"details":"y"}}]}"""
                .formatted(NOW, code)));
    assertThat(stored.values("SELECT error_code FROM rapport.event WHERE account_id = :account"))
        .containsExactly(code);
  }

  @Test
  void threeWaysToOptOutAreThreeFacts() {
    send(
        Payloads.messages(
            """
            {"from":"49151","id":"m1","timestamp":"%d","type":"button",\
            "button":{"payload":"Stop promotions","text":"Stop promotions"},"context":{"id":"offer"}}"""
                .formatted(NOW)));
    deliver(Samples.change("user_preferences", 1));
    send(
        statuses(
            """
            {"id":"m2","status":"failed","timestamp":"%d","recipient_id":"49151",\
            "errors":[{"code":131050}]}"""
                .formatted(NOW)));
    assertThat(stored.count("event", "kind = 1 AND flags & 2 = 2")).isOne();
    assertThat(stored.count("event", "kind = " + EventKind.PREFERENCE_CHANGED.code())).isOne();
    assertThat(stored.count("event", "kind = 15 AND error_code = 131050")).isOne();
  }

  @Test
  void ofMediaNothingIsKept() {
    send(
        Payloads.messages(
            """
            {"from":"49151","id":"m1","timestamp":"%d","type":"image","image":{"id":"24230790383178626",\
            "mime_type":"image/jpeg","sha256":"secret-hash","url":"https://lookaside.example/secret",\
            "caption":"secret caption"}}"""
                .formatted(NOW)));
    assertThat(stored.values("SELECT e::text FROM rapport.event e WHERE account_id = :account"))
        .hasSize(1)
        .allSatisfy(
            row -> assertThat(row.toString()).doesNotContain("secret", "24230790383178626"));
    assertThat(stored.count("message_content")).isZero();
  }

  @Test
  void twoMessagesOfTheSameSecondAreTwo() {
    send(Payloads.messages(Payloads.text("49151", "m1", NOW), Payloads.text("49151", "m2", NOW)));
    assertThat(stored.count("event")).isEqualTo(2);
  }

  @Test
  void whoAnsweredIsToldApart() {
    deliver(
        Payloads.change(
            "standby",
            """
            "standby":{"message_echoes":[{"to":"49151","id":"bot","timestamp":"%d","type":"text",\
            "text":{"body":"x"},"sender":{"role":"ai_agent"}}]}"""
                .formatted(NOW)));
    deliver(Samples.change("smb_message_echoes", 1));
    assertThat(
            stored.values(
                "SELECT label->>'origin' FROM rapport.event WHERE account_id = :account ORDER BY 1"))
        .containsExactly("app", "bot");
  }

  @Test
  void aCallIsOneOfTheCustomersMessages() {
    deliver(Samples.change("calls", 1));
    assertThat(stored.count("event", "kind = 1 AND message_type = " + MessageType.CALL.code()))
        .isOne();
  }

  @Test
  void aThousandItemsWithABadOneInTheMiddleLoseNothing() {
    var messages = new ArrayList<String>();
    for (int i = 0; i < 1000; i++) {
      messages.add(i == 500 ? "[]" : Payloads.text("4915" + i % 10, "m" + i, NOW + i));
    }
    send(Payloads.messages(messages));
    assertThat(stored.count("event")).isEqualTo(999);
    assertThat(stored.count("quarantine")).isOne();
  }

  @Test
  void aBodyOfExactlyThreeMebibytesIsReadAndAByteMoreIsNot() {
    assertThat(Sender.send(padded(LARGEST + 1, "over")).statusCode()).isEqualTo(413);
    assertThat(Sender.send(padded(LARGEST, "at")).statusCode()).isEqualTo(200);
    assertThat(Sender.send(padded(LARGEST - 1, "under")).statusCode()).isEqualTo(200);
    assertThat(stored.count("event")).isEqualTo(2);
  }

  /** A message with a text so long that its webhook has this many bytes. */
  private String padded(int size, String wamid) {
    var body = Payloads.body(waba, "7", Payloads.messages(Payloads.text("49151", wamid, NOW)));
    return body.replace("hello", "h".repeat(size - body.getBytes(UTF_8).length + 5));
  }

  private static String statuses(String... statuses) {
    return Payloads.statuses(statuses);
  }

  private static String echo(String wamid, String to) {
    return """
    "message_echoes":[{"from":"15550001111","to":"%s","id":"%s","timestamp":"%d","type":"text",\
    "text":{"body":"On its way"}}]"""
        .formatted(to, wamid, NOW + 4);
  }

  private long distinct(String column) {
    return (long)
        stored
            .values(
                "SELECT count(DISTINCT "
                    + column
                    + ") FROM rapport.event WHERE account_id = :account AND kind <> 51")
            .getFirst();
  }

  private void send(String members) {
    deliver(
        Payloads.change(
            members.startsWith("\"message_echoes\"") ? "smb_message_echoes" : "messages", members));
  }

  private void deliver(String change) {
    assertThat(Sender.send(Payloads.envelope(waba, change)).statusCode()).isEqualTo(200);
  }
}
