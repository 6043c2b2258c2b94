package io.rapport.ingest.whatsapp;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a link into the chat, up to the message that came by it. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class LinkIntoChatTest {

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);
  private final long now = Instant.now().getEpochSecond();

  @BeforeEach
  void accountWithAFirstMessage() {
    deliver("4915100000000", "m0", "hello");
  }

  @Test
  void theFirstMessageWithTheReferenceBelongsToTheVisit() {
    var code = link();
    var text = visit(code, "?utm_source=instagram&utm_campaign=reel");
    assertThat(text).matches("Hello, please tell me more\\. \\([0-9A-Z]{4}(-[0-9A-Z]{4}){2}\\)");
    deliver("4915100000001", "m1", text);
    assertThat(stored.count("event", "kind = 41")).isOne();
    assertThat(
            stored.rows(
                """
                SELECT followed.message_id = received.message_id,
                  followed.contact_id = received.contact_id, followed.label->>'campaign',
                  v.message_id = received.message_id, v.utm->>'source', v.utm->>'campaign'
                FROM rapport.event followed
                JOIN rapport.event received ON received.account_id = followed.account_id
                  AND received.kind = 1 AND received.message_id = followed.message_id
                JOIN rapport.link_visit v ON v.account_id = followed.account_id
                  AND v.link_id = followed.reference_id
                WHERE followed.account_id = :account AND followed.kind = 41"""))
        .containsExactly(List.of(true, true, "spring", true, "instagram", "reel"));
    assertThat(stored.count("message_content")).isZero();
  }

  @Test
  void aRepeatedDeliveryAndAForwardedReferenceChangeNothing() {
    var text = visit(link(), "");
    deliver("4915100000001", "m1", text);
    deliver("4915100000001", "m1", text);
    deliver("4915100000002", "m2", text);
    assertThat(stored.count("event", "kind = 41")).isOne();
    assertThat(stored.count("event", "kind = 1")).isEqualTo(3);
  }

  @Test
  void everyVisitHasAReferenceOfItsOwn() {
    var code = link();
    var one = visit(code, "");
    var other = visit(code, "");
    assertThat(one).isNotEqualTo(other);
    deliver("4915100000001", "m1", one);
    deliver("4915100000002", "m2", other.toLowerCase(Locale.ROOT));
    assertThat(stored.count("event", "kind = 41")).isEqualTo(2);
  }

  @Test
  void anExpiredReferenceLeadsToNoVisit() {
    var text = visit(link(), "");
    stored.execute(
        "UPDATE rapport.link_visit SET expires_at = now() - interval '1 hour'"
            + " WHERE account_id = :account");
    deliver("4915100000001", "m1", text);
    assertThat(stored.count("event", "kind = 41")).isZero();
  }

  @Test
  void anotherAccountsReferenceIsNone() {
    var text = visit(link(), "");
    var other = "waba-" + UUID.randomUUID();
    assertThat(
            Sender.send(
                    Payloads.body(
                        other, "9", Payloads.messages(message("4915100000001", "m1", text))))
                .statusCode())
        .isEqualTo(200);
    assertThat(new Stored(other).count("event")).isOne();
    assertThat(stored.count("event", "kind = 41")).isZero();
  }

  @Test
  void whoFetchesAPreviewGetsNoReference() {
    var code = link();
    var location =
        given()
            .redirects()
            .follow(false)
            .header("User-Agent", "WhatsApp/2.23.20.0")
            .get("/l/" + code)
            .then()
            .statusCode(302)
            .extract()
            .header("Location");
    assertThat(location)
        .isEqualTo("https://wa.me/15550001111?text=Hello%2C%20please%20tell%20me%20more.");
    visit(code, "");
    assertThat(stored.count("link_visit")).isOne();
  }

  private String link() {
    return given()
        .auth()
        .oauth2(TestTokens.of("marketer", waba))
        .contentType("application/json")
        .body(
            """
            {"account":"%s","name":"Profile","campaign":"spring","whatsapp":\
            {"phoneNumber":"15550001111","text":"Hello, please tell me more."}}"""
                .formatted(waba))
        .post("/v1/links")
        .then()
        .statusCode(201)
        .extract()
        .path("code");
  }

  /** The text a visitor finds written. */
  private String visit(String code, String query) {
    var location =
        given()
            .redirects()
            .follow(false)
            .header("User-Agent", "Mozilla/5.0 (Linux; Android 15) Mobile")
            .get("/l/" + code + query)
            .then()
            .statusCode(302)
            .extract()
            .header("Location");
    var prefix = "https://wa.me/15550001111?text=";
    assertThat(location).startsWith(prefix);
    return URLDecoder.decode(location.substring(prefix.length()), UTF_8);
  }

  private void deliver(String from, String wamid, String text) {
    assertThat(
            Sender.send(Payloads.body(waba, "7", Payloads.messages(message(from, wamid, text))))
                .statusCode())
        .isEqualTo(200);
  }

  private String message(String from, String wamid, String text) {
    return """
    {"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}"""
        .formatted(from, wamid, now, text);
  }
}
