package io.rapport.ingest.imports;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.EventKind;
import io.rapport.ingest.Stored;
import io.rapport.ingest.whatsapp.Payloads;
import io.rapport.ingest.whatsapp.Sender;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ImportsTest {

  private static final String HEADER = "direction,contact,time,wamid,campaign,deliveredAt\n";

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void theNumberIsKnown() {
    var first = Payloads.text("4915199", "first", 1_760_000_000);
    assertThat(
            Sender.send(Payloads.body(waba, "106540352242922", Payloads.messages(first)))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aFileComesInChunkByChunkAndIsCounted() {
    var id = open("csv", "file");
    var one = HEADER + outbound(1, "spring") + outbound(2, "spring");
    var two = outbound(3, "autumn") + "in,4915112345671,never,wamid.X,,\n";
    chunk(id, 0, one).body("rows", equalTo(2)).body("bytes", equalTo(one.length()));
    chunk(id, one.length(), two)
        .body("accepted", equalTo(3))
        .body("rejected", equalTo(1))
        .body("bytes", equalTo(one.length() + two.length()));
    assertThat(events(EventKind.MESSAGE_ACCEPTED)).isEqualTo(3);
    assertThat(events(EventKind.STATUS_DELIVERED)).isEqualTo(3);
    String faults = get("/" + id + "/errors").statusCode(200).extract().asString();
    assertThat(faults).contains("\"line\":5", "\"column\":\"time\"").doesNotContain("never");
    post("/" + id + "/finish").body("state", equalTo("finished"));
    chunk(id, one.length() + two.length(), outbound(9, "x"), 409);
  }

  @Test
  void aChunkThatComesAgainChangesNothing() {
    var id = open("csv", "file");
    var one = HEADER + outbound(1, "spring");
    chunk(id, 0, one);
    chunk(id, 0, one).body("rows", equalTo(1)).body("accepted", equalTo(1));
    assertThat(events(EventKind.MESSAGE_ACCEPTED)).isOne();
    chunk(id, one.length() + 1, outbound(2, "spring"), 409);
  }

  @Test
  void chunksAtTheSameTimeAreCountedOnce() {
    var id = open("csv", "file");
    var body =
        HEADER + String.join("", IntStream.range(0, 500).mapToObj(i -> outbound(i, "c")).toList());
    var all =
        Stream.generate(() -> CompletableFuture.runAsync(() -> chunk(id, 0, body)))
            .limit(4)
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).join();
    get("/" + id).body("rows", equalTo(500));
    assertThat(events(EventKind.MESSAGE_ACCEPTED)).isEqualTo(500);
  }

  @Test
  void theSameFileGoesOnWhereItWas() {
    var id = open("csv", "file");
    chunk(id, 0, HEADER + outbound(1, "spring"));
    begin("csv", "file", "").statusCode(200).body("id", equalTo(id)).body("rows", equalTo(1));
    begin("ndjson", "file", "").statusCode(409);
  }

  @Test
  void anotherFileWithTheSameRowsKeepsNothingTwice() {
    var rows = HEADER + outbound(1, "spring") + "in,4915112345671,2026-10-01T11:00:00Z,,,\n";
    chunk(open("csv", "one"), 0, rows).body("accepted", equalTo(2));
    long before = stored.count("event");
    chunk(open("csv", "two"), 0, rows).body("accepted", equalTo(0)).body("duplicates", equalTo(2));
    assertThat(stored.count("event")).isEqualTo(before);
  }

  @Test
  void whatAWebhookHasToldIsNotToldAgain() {
    var id = open("ndjson", "file");
    chunk(
            id,
            0,
            "{\"direction\":\"in\",\"contact\":\"4915199\",\"time\":1760000000,\"wamid\":\"first\"}\n")
        .body("duplicates", equalTo(1));
    assertThat(stored.count("event")).isOne();
  }

  @Test
  void aDryRunKeepsNothing() {
    String id = begin("csv", "file", ",\"dryRun\":true").statusCode(201).extract().path("id");
    chunk(id, 0, HEADER + outbound(1, "spring") + "x\n")
        .body("accepted", equalTo(1))
        .body("rejected", equalTo(1));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("contact")).isOne();
  }

  @Test
  void eventsMayStandBesideMessages() {
    var id = open("ndjson", "file");
    var event =
        """
        {"specversion":"1.0","type":"io.rapport.conversion","source":"shop","id":"o-1","time":"2026-10-01T10:00:00Z",\
        "data":{"account":"%s","contact":{"waId":"4915199"},"order":"o-1","name":"purchase",\
        "value":{"minorUnits":4990,"currency":"EUR"}}}
        """
            .formatted(waba);
    chunk(id, 0, event + event.replace("o-1", "o-2") + event.replace("\"name\"", "\"nme\""))
        .body("accepted", equalTo(2))
        .body("rejected", equalTo(1));
    chunk(open("ndjson", "again"), 0, event).body("duplicates", equalTo(1));
    assertThat(events(EventKind.CONVERSION)).isEqualTo(2);
    chunk(open("ndjson", "foreign"), 0, event.replace(waba, "somebody-else"))
        .body("rejected", equalTo(1));
  }

  @Test
  void aChatIsKeptWithoutItsTextAndItsContactIsStoredNowhere() {
    String id =
        begin(
                "chat",
                "chat",
                ",\"options\":{\"phoneNumberId\":\"106540352242922\",\"zone\":\"Europe/Berlin\",\"dateOrder\":\"DMY\"}")
            .statusCode(201)
            .extract()
            .path("id");
    var chat =
        """
        01/02/2024, 13:06 - Ana: Where is my order?
        01/02/2024, 13:07 - My Shop: On its way
        01/02/2024, 13:08 - Ana: STOP
        """;
    authorised()
        .header("X-Rapport-Contact", "4915112345678")
        .header("X-Rapport-Business-Name", "My%20Shop")
        .body(chat.getBytes(UTF_8))
        .post("/v1/imports/" + id + "/chunks?account=" + waba + "&offset=0")
        .then()
        .statusCode(200)
        .body("accepted", equalTo(3));
    assertThat(events(EventKind.MESSAGE_RECEIVED)).isEqualTo(3);
    assertThat(events(EventKind.MESSAGE_ACCEPTED)).isOne();
    assertThat(
            stored
                .rows("SELECT i::text FROM rapport.import i WHERE account_id = :account")
                .toString())
        .doesNotContain("4915112345678")
        .doesNotContain("My Shop");
    assertThat(
            stored
                .rows("SELECT e::text FROM rapport.event e WHERE account_id = :account")
                .toString())
        .doesNotContain("order?")
        .doesNotContain("On its way");
  }

  @Test
  void aChatWithoutItsContactIsRefused() {
    chunk(open("chat", "chat"), 0, "01/02/2024, 13:06 - Ana: Hi\n", 400);
  }

  @Test
  void insightsAreKeptBesideTheFacts() {
    var id = open("insights", "file");
    chunk(id, 0, "Date,Sent,Delivered,Read\n2026-10-01,120,95,40\n").body("accepted", equalTo(1));
    chunk(open("insights", "later"), 0, "Date,Sent,Delivered,Read\n2026-10-01,0,0,60\n");
    assertThat(
            stored.rows(
                "SELECT sent, delivered, read FROM rapport.insight_day WHERE account_id = :account"))
        .containsExactly(List.of(120L, 95L, 60L));
    assertThat(stored.count("event")).isOne();
  }

  @Test
  void aNumberNobodyKnowsIsAFault() {
    String id =
        begin("csv", "file", ",\"options\":{\"phoneNumberId\":\"99\"}").extract().path("id");
    chunk(id, 0, HEADER + outbound(1, "spring")).body("rejected", equalTo(1));
  }

  @Test
  void aChunkThatIsNoTextIsRefusedAndMayComeAgain() {
    var id = open("csv", "file");
    authorised()
        .body(new byte[] {'i', 'n', (byte) 0xC3, (byte) 0x28})
        .post("/v1/imports/" + id + "/chunks?account=" + waba + "&offset=0")
        .then()
        .statusCode(400);
    chunk(id, 0, HEADER + outbound(1, "spring")).body("accepted", equalTo(1));
  }

  @Test
  void aChunkHasASize() {
    var id = open("ndjson", "file");
    chunk(id, 0, "x".repeat(4 * 1024 * 1024 + 1), 413);
    chunk(id, 0, "{}\n".repeat(5001), 413);
    get("/" + id).body("rows", equalTo(0));
  }

  @Test
  void anImportIsCancelledOnce() {
    var id = open("csv", "file");
    authorised()
        .delete("/v1/imports/" + id + "?account=" + waba)
        .then()
        .statusCode(200)
        .body("state", equalTo("cancelled"));
    post("/" + id + "/finish").body("state", equalTo("cancelled"));
    chunk(id, 0, HEADER, 409);
    assertThat(open("csv", "file")).isNotEqualTo(id);
  }

  @Test
  void importsAreListedTheLatestFirst() {
    open("csv", "one");
    var two = open("csv", "two");
    var three = open("csv", "three");
    String next =
        authorised()
            .get("/v1/imports?limit=1&account=" + waba)
            .then()
            .statusCode(200)
            .body("items", hasSize(1))
            .body("items[0].id", equalTo(three))
            .extract()
            .path("next");
    authorised()
        .get("/v1/imports?limit=1&account=" + waba + "&cursor=" + next)
        .then()
        .body("items[0].id", equalTo(two));
  }

  @Test
  void onlySoManyImportsAreOpen() {
    IntStream.range(0, 20).forEach(i -> open("csv", "file" + i));
    begin("csv", "one-more", "").statusCode(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "analyst", "marketer", "privacy"})
  void onlyIntegratorsAndAdminsImport(String role) {
    given()
        .auth()
        .oauth2(TestTokens.of(role, waba))
        .contentType("application/json")
        .body(request("csv", "file", ""))
        .post("/v1/imports")
        .then()
        .statusCode(403);
  }

  @Test
  void nobodyImportsIntoAnothersAccount() {
    var id = open("csv", "file");
    var stranger = TestTokens.of("admin", "somebody-else");
    given()
        .auth()
        .oauth2(stranger)
        .get("/v1/imports/" + id + "?account=" + waba)
        .then()
        .statusCode(403);
    given().get("/v1/imports?account=" + waba).then().statusCode(401);
  }

  private static String outbound(int i, String campaign) {
    return "out,49151123456%02d,2026-10-01T10:00:00Z,wamid.%d,%s,2026-10-01T10:00:02Z\n"
        .formatted(i % 100, i, campaign);
  }

  private long events(EventKind kind) {
    return stored.count("event", "kind = " + kind.code());
  }

  private String request(String format, String key, String more) {
    return "{\"account\":\"%s\",\"format\":\"%s\",\"key\":\"%s\"%s}"
        .formatted(waba, format, key, more);
  }

  private ValidatableResponse begin(String format, String key, String more) {
    var options =
        more.contains("options") ? "" : ",\"options\":{\"phoneNumberId\":\"106540352242922\"}";
    return authorised()
        .contentType("application/json")
        .body(request(format, key, more + options))
        .post("/v1/imports")
        .then();
  }

  private String open(String format, String key) {
    return begin(format, key, "").statusCode(201).extract().path("id");
  }

  private ValidatableResponse chunk(String id, long offset, String body) {
    return chunk(id, offset, body, 200);
  }

  private ValidatableResponse chunk(String id, long offset, String body, int status) {
    return authorised()
        .body(body.getBytes(UTF_8))
        .post("/v1/imports/" + id + "/chunks?account=" + waba + "&offset=" + offset)
        .then()
        .statusCode(status);
  }

  private ValidatableResponse get(String path) {
    return authorised().get("/v1/imports" + path + "?account=" + waba).then();
  }

  private ValidatableResponse post(String path) {
    return authorised().post("/v1/imports" + path + "?account=" + waba).then().statusCode(200);
  }

  private RequestSpecification authorised() {
    return given()
        .auth()
        .oauth2(TestTokens.of("integrator", waba))
        .contentType("application/octet-stream");
  }
}
