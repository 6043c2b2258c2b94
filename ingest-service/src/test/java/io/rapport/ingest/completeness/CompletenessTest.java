package io.rapport.ingest.completeness;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.ingest.whatsapp.Payloads;
import io.rapport.ingest.whatsapp.Sender;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class CompletenessTest {

  /** 2025-10-09T08:53:20Z. */
  private static final long NOW = 1_760_000_000;

  @Inject RollUp rollUp;
  @Inject CompletenessWatch watch;
  @Inject MeterRegistry registry;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @Test
  void everyFactIsCountedOnceAndEveryRepetitionToo() {
    var message = Payloads.text("49151", "m1", NOW);
    var body =
        body(
            Payloads.messages(message, message, Payloads.text("49152", "m2", NOW))
                + ","
                + Payloads.statuses(Payloads.status("49151", "o1", "sent", NOW)));
    send(body);
    send(body);
    var before = day();
    assertThat(before)
        .containsExactlyInAnyOrder(
            Map.of("kind", "message_received", "facts", 2, "duplicates", 4),
            Map.of("kind", "status_sent", "facts", 1, "duplicates", 1));
    rollUp.run().await().indefinitely();
    assertThat(stored.count("received_tally")).isZero();
    assertThat(day()).isEqualTo(before);
  }

  @Test
  void factsAboutTheAccountAreCountedWithoutAChannel() {
    send(body(Payloads.messages(Payloads.text("49151", "m1", NOW))));
    var alert =
        Payloads.timed(
            waba,
            NOW,
            "{\"field\":\"account_review_update\",\"value\":{\"decision\":\"APPROVED\"}}");
    send(alert);
    send(alert);
    answer("viewer", "")
        .body("items.size()", equalTo(2))
        .body("items[0].channel", equalTo(null))
        .body(
            "items[0].received",
            equalTo(List.of(Map.of("kind", "account_fact", "facts", 1, "duplicates", 1))))
        .body("items[1].channel", equalTo("7"));
  }

  @Test
  void aDayIsOneOfTheZone() {
    var night = Instant.parse("2025-10-08T22:30:00Z").getEpochSecond();
    send(body(Payloads.messages(Payloads.text("49151", "m1", night))));
    answer("viewer", "&zone=Europe/Berlin").body("items.day", equalTo(List.of("2025-10-09")));
    answer("viewer", "&zone=UTC").body("items.day", equalTo(List.of("2025-10-08")));
    answer("viewer", "&zone=Asia/Kathmandu").body("items.day", equalTo(List.of("2025-10-09")));
  }

  /**
   * However it is cut, ordered, repeated and added up meanwhile: the sums are those of the facts.
   */
  @Test
  void countsAreThoseOfTheFactsWhateverHappensMeanwhile() {
    var random = new Random(42);
    var items = new ArrayList<String>();
    for (int i = 0; i < 150; i++) {
      long at = NOW + random.nextInt(7200);
      items.add(Payloads.messages(Payloads.text("4915" + i % 9, "m" + i, at)));
      items.add(Payloads.statuses(Payloads.status("4915" + i % 9, "o" + i, "read", at)));
    }
    var delivered = new ArrayList<>(items);
    delivered.addAll(items.subList(0, 120));
    Collections.shuffle(delivered, random);
    send(body(items.getFirst()));
    var sending = delivered.stream().map(item -> Sender.sendAsync(body(item))).toList();
    var adding = rollUp.run().subscribeAsCompletionStage();
    rollUp.run().await().indefinitely();
    sending.forEach(sent -> assertThat(sent.join().statusCode()).isEqualTo(200));
    adding.join();
    rollUp.run().await().indefinitely();
    rollUp.run().await().indefinitely();
    assertThat(stored.count("event")).isEqualTo(300);
    assertThat(
            stored.rows(
                """
                SELECT bucket, channel_id, kind, stored FROM rapport.received_cube
                WHERE account_id = :account AND stored > 0 ORDER BY 1, 2, 3"""))
        .isEqualTo(
            stored.rows(
                """
                SELECT date_bin('15 minutes', occurred_at, '2000-01-01Z'), channel_id, kind, count(*)
                FROM rapport.event WHERE account_id = :account GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""));
    assertThat(
            stored.values(
                "SELECT sum(repeated)::int FROM rapport.received_cube WHERE account_id = :account"))
        .containsExactly(121);
  }

  @Test
  void gapsShowWhatIsMissing() {
    send(
        body(
            Payloads.statuses(
                    Payloads.status("49151", "lost", "delivered", NOW),
                    Payloads.status("49151", "lost", "read", NOW + 1),
                    Payloads.status("49151", "whole", "sent", NOW),
                    Payloads.status("49151", "whole", "read", NOW + 1),
                    Payloads.status("49151", "refused", "failed", NOW),
                    Payloads.status("49151", "tried", "sent", NOW),
                    Payloads.status("49151", "tried", "failed", NOW + 1),
                    Payloads.status("49151", "only-delivered", "delivered", NOW))
                + ","
                + Payloads.messages(
                    reply("r1", "nobody-knows"),
                    reply("r2", "whole"),
                    reply("r3", "only-delivered"),
                    reply("r4", "r1"),
                    reaction("r5", "nobody-knows"),
                    reaction("r6", "whole"))));
    assertThat(gaps())
        .containsExactlyInAnyOrder(
            Map.of("gap", "arrived-without-sent", "count", 2),
            Map.of("gap", "status-of-unknown", "count", 1),
            Map.of("gap", "reply-to-unknown", "count", 1),
            Map.of("gap", "reaction-to-unknown", "count", 1));
  }

  @Test
  void whatComesInLateClosesAGap() {
    send(
        body(
            Payloads.statuses(Payloads.status("49151", "late", "read", NOW))
                + ","
                + Payloads.messages(reply("r1", "old"), reaction("r2", "old"))));
    assertThat(gaps()).hasSize(3);
    long monthsAgo = NOW - 200 * 86_400L;
    send(
        body(
            Payloads.statuses(
                Payloads.status("49151", "late", "sent", monthsAgo),
                Payloads.status("49151", "old", "sent", monthsAgo))));
    assertThat(gaps()).isEmpty();
  }

  @Test
  void aGapBelongsToTheDayOfTheFirstFactThatShowsIt() {
    send(
        body(
            Payloads.statuses(
                Payloads.status("49151", "lost", "delivered", NOW),
                Payloads.status("49151", "lost", "read", NOW + 86_400))));
    answer("viewer", "&zone=UTC&from=2025-10-10&to=2025-10-11")
        .body("items[0].gaps", equalTo(List.of()));
    answer("viewer", "&zone=UTC&from=2025-10-09&to=2025-10-11")
        .body("items[0].day", equalTo("2025-10-09"))
        .body("items[0].gaps.count", equalTo(List.of(1)))
        .body("items[1].gaps", equalTo(List.of()));
  }

  @Test
  void analystsOpenGapsPageByPage() {
    var statuses = new String[7];
    for (int i = 0; i < statuses.length; i++) {
      statuses[i] = Payloads.status("4915" + i, "lost" + i, "read", NOW + i / 3);
    }
    send(body(Payloads.statuses(statuses) + "," + Payloads.messages(reply("r1", "unknown"))));
    var seen = new ArrayList<Object>();
    String cursor = null;
    do {
      var request = as("analyst").queryParam("limit", 2).queryParam("gap", "arrived-without-sent");
      if (cursor != null) {
        request = request.queryParam("cursor", cursor);
      }
      var page =
          request
              .get("/v1/completeness/gaps?from=2025-10-01&to=2025-11-01&account=" + waba)
              .then()
              .statusCode(200)
              .extract();
      seen.addAll(page.jsonPath().getList("items.messageId"));
      cursor = page.path("next");
    } while (cursor != null);
    assertThat(seen)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            stored.values(
                "SELECT message_id::text FROM rapport.event WHERE account_id = :account AND kind = 13"));
    as("viewer").get("/v1/completeness/gaps?account=" + waba).then().statusCode(403);
  }

  @Test
  void anHourFarBelowTheUsualIsShown() {
    send(body(Payloads.messages(Payloads.text("49151", "m1", NOW))));
    for (int week = 1; week <= 6; week++) {
      count(NOW - week * 7L * 86_400, 30 + week);
    }
    answer("viewer", "&zone=UTC&from=2025-10-09&to=2025-10-10")
        .body(
            "items[0].silences",
            equalTo(
                List.of(
                    Map.of(
                        "hour",
                        "2025-10-09T08:00:00Z",
                        "stream",
                        "messages",
                        "observed",
                        1,
                        "expected",
                        33.5f))));
  }

  @Test
  void whatCouldNotBeReadIsCountedOnTheDayItCameIn() {
    send(body(Payloads.messages(Payloads.text("49151", "m1", NOW), "{\"type\":\"text\"}")));
    given()
        .auth()
        .oauth2(TestTokens.of("viewer", waba))
        .get("/v1/completeness?account=" + waba)
        .then()
        .statusCode(200)
        .body("quarantined.reason", equalTo(List.of("no-id")))
        .body("quarantined.count", equalTo(List.of(1)));
  }

  @Test
  void theMonitoringSeesGapsAndSilence() {
    var now = Instant.now();
    var settled = now.minus(3, ChronoUnit.HOURS).getEpochSecond();
    send(
        body(
            Payloads.messages(Payloads.text("49151", "m1", settled))
                + ","
                + Payloads.statuses(Payloads.status("49151", "lost", "read", settled))));
    var lastHour = now.minus(75, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.HOURS).getEpochSecond();
    for (int week = 1; week <= 6; week++) {
      count(lastHour - week * 7L * 86_400, 50);
    }
    watch.run().await().indefinitely();
    assertThat(gauge("gaps", "gap", "arrived-without-sent")).isEqualTo(1);
    assertThat(gauge("gaps", "gap", "reply-to-unknown")).isZero();
    assertThat(gauge("expected", "stream", "messages")).isEqualTo(50);
    assertThat(gauge("observed", "stream", "messages")).isZero();
    assertThat(gauge("silent", "stream", "messages")).isEqualTo(1);
    assertThat(registry.get("rapport.completeness.age").gauge().value()).isLessThan(60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=yesterday",
        "from=2025-10-10&to=2025-10-10",
        "from=2025-01-01&to=2025-12-31",
        "from=1999-01-01&to=1999-01-02",
        "zone=Middle/Earth",
        "zone=%2B02:00"
      })
  void aQuestionThatMakesNoSenseIsRefused(String query) {
    send(body(Payloads.messages(Payloads.text("49151", "m1", NOW))));
    as("viewer")
        .urlEncodingEnabled(false)
        .get("/v1/completeness?account=" + waba + "&" + query)
        .then()
        .statusCode(400)
        .body("type", equalTo("https://rapport.io/problems/bad-request"));
  }

  @Test
  void whoMayNotSeeAnAccountLearnsNothingOfIt() {
    send(body(Payloads.messages(Payloads.text("49151", "m1", NOW))));
    given()
        .auth()
        .oauth2(TestTokens.of("admin", "another"))
        .get("/v1/completeness?account=" + waba)
        .then()
        .statusCode(403);
    as("integrator").get("/v1/completeness?account=" + waba).then().statusCode(403);
    as("viewer").get("/v1/completeness?account=" + waba + "&channel=none").then().statusCode(404);
    as("viewer").get("/v1/completeness").then().statusCode(400);
  }

  @Test
  void cursorsSurviveTheRoundTripAndNothingElseIsOne() {
    var place =
        new GapQuery.Found(
            Instant.parse("2025-10-09T08:53:20.123456Z"),
            Gap.REPLY_TO_UNKNOWN,
            UUID.randomUUID(),
            UUID.randomUUID(),
            0);
    assertThat(GapCursor.decode(GapCursor.encode(place))).contains(place);
    assertThat(List.of("", "x", "AAAA", GapCursor.encode(place).replace('A', '!')))
        .allSatisfy(text -> assertThat(GapCursor.decode(text)).isEmpty());
    assertThat(GapCursor.decode("_".repeat(64))).isEmpty();
  }

  private double gauge(String name, String label, String value) {
    return registry
        .get("rapport.completeness." + name)
        .tags("account", waba, "channel", "7", label, value)
        .gauge()
        .value();
  }

  /** So many customers' messages of the number, as if they had come in at that time. */
  private void count(long second, int messages) {
    stored.execute(
        """
        INSERT INTO rapport.received_cube (account_id, bucket, channel_id, kind, stored, repeated)
        SELECT :account, date_bin('15 minutes', to_timestamp(%d), '2000-01-01Z'), 1, 1, %d, 0"""
            .formatted(second, messages));
  }

  private List<Map<String, Object>> day() {
    return answer("viewer", "").extract().jsonPath().getList("items[0].received");
  }

  private List<Map<String, Object>> gaps() {
    return answer("viewer", "").extract().jsonPath().getList("items[0].gaps");
  }

  private ValidatableResponse answer(String role, String query) {
    var period = query.contains("from=") ? "" : "&from=2025-10-01&to=2025-11-01";
    return as(role).get("/v1/completeness?account=" + waba + period + query).then().statusCode(200);
  }

  private RequestSpecification as(String role) {
    return given().auth().oauth2(TestTokens.of(role, waba));
  }

  private String body(String members) {
    return Payloads.body(waba, "7", members);
  }

  private static void send(String body) {
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
  }

  private static String reply(String wamid, String context) {
    return """
    {"from":"49151","id":"%s","timestamp":"%d","type":"text","text":{"body":"yes"},"context":{"from":"15550001111","id":"%s"}}"""
        .formatted(wamid, NOW + 2, context);
  }

  private static String reaction(String wamid, String message) {
    return """
    {"from":"49151","id":"%s","timestamp":"%d","type":"reaction","reaction":{"message_id":"%s","emoji":"\\ud83d\\udc4d"}}"""
        .formatted(wamid, NOW + 2, message);
  }
}
