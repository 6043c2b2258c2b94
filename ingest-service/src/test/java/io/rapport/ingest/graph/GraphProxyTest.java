package io.rapport.ingest.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.EventKind;
import io.rapport.ingest.Stored;
import io.rapport.ingest.whatsapp.Payloads;
import io.rapport.ingest.whatsapp.Sender;
import io.rapport.testing.PostgresTestResource;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(GraphStub.class)
class GraphProxyTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String TOKEN = "EAAGm0PX4ZCpsBAKZCsecret";

  @Inject MeterRegistry registry;

  private final ObjectMapper json = new ObjectMapper();
  private final String waba = "waba-" + UUID.randomUUID();
  private final String number =
      Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_000_000_000L));
  private final String wamid = "wamid." + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @Test
  void bytesGoThroughUnchanged() throws Exception {
    introduce();
    var answer =
        "{\"messages\":[{\"id\":\"" + wamid + "\"}],\"x\":\"caf\\u00e9 \\/ \uD83D\uDE00\"}";
    GraphStub.at(path("messages"), GraphStub.json(200, answer));
    // Spaces, escapes and members that nobody knows: what a parser would write otherwise.
    var body =
        " {\"to\" : \"+49 151 1\", \"type\":\"text\",\"text\":{\"body\":\"\\u00e9 \\/ \uD83D\uDE00\"},\"new\":[1.0e2]}\n";
    var response = post("messages", BodyPublishers.ofString(body));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), UTF_8)).isEqualTo(answer);
    assertThat(response.headers().firstValue("x-fb-trace-id")).contains("Abc123");
    assertThat(response.headers().firstValue("x-business-use-case-usage")).contains("{\"1\":[]}");
    assertThat(response.headers().firstValue("content-type"))
        .contains("application/json; charset=UTF-8");
    var asked = GraphStub.asked(path("messages")).getFirst();
    assertThat(asked.body().toString()).isEqualTo(body);
    assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(asked.headers().getFirst("Host")).startsWith("127.0.0.1:");
  }

  @Test
  void whatIsAcceptedIsKnownByItsLabels() throws Exception {
    introduce();
    GraphStub.at(path("messages"), GraphStub.accepted(wamid, "4915112345678"));
    var response =
        send(
            request("messages", BodyPublishers.ofString(template("")))
                .header("X-Rapport-Campaign", "Fr%C3%BChling")
                .header("X-Rapport-Variant", "b"));
    assertThat(response.statusCode()).isEqualTo(200);
    awaitRegistered(1);
    assertThat(
            stored.values(
                "SELECT label::text FROM rapport.event WHERE account_id = :account AND kind = "
                    + EventKind.MESSAGE_ACCEPTED.code()))
        .singleElement()
        .satisfies(
            label -> {
              var said = json.readTree(label.toString());
              assertThat(said.findValuesAsText("campaign")).containsExactly("Frühling");
              assertThat(label.toString())
                  .contains("\"b\"", "\"spring_offer\"", "\"de\"", "\"template\"");
            });
    assertThat(GraphStub.asked(path("messages")).getFirst().headers().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-rapport"));
    assertThat(registeredAttributes()).contains("quick_reply");
  }

  @Test
  void aLabelInCallbackDataIsKnownToo() throws Exception {
    introduce();
    GraphStub.at(path("marketing_messages"), GraphStub.accepted(wamid, "4915112345678"));
    var tag = ",\"biz_opaque_callback_data\":\"rapport?campaign=winter&variant=a\"";
    assertThat(post("marketing_messages", BodyPublishers.ofString(template(tag))).statusCode())
        .isEqualTo(200);
    awaitRegistered(1);
    assertThat(
            stored
                .values(
                    "SELECT label::text FROM rapport.event WHERE account_id = :account AND label IS NOT NULL")
                .getFirst()
                .toString())
        .contains("winter");
  }

  @Test
  void theRecipientIsThePersonWhoWrites() throws Exception {
    introduce();
    GraphStub.at(path("messages"), GraphStub.accepted(wamid, "4915199"));
    post("messages", BodyPublishers.ofString(template("")));
    awaitRegistered(1);
    // The one who wrote first, by the same number.
    assertThat(stored.count("contact")).isOne();
  }

  @Test
  void theCallersTokenIsKeptNowhere() throws Exception {
    introduce();
    GraphStub.at(path("messages"), GraphStub.accepted(wamid, "4915112345678"));
    post("messages", BodyPublishers.ofString(template("")));
    awaitRegistered(1);
    assertThat(
            stored.rows(
                "SELECT * FROM rapport.event WHERE account_id = :account AND event::text LIKE '%"
                    + TOKEN
                    + "%'"))
        .isEmpty();
  }

  @Test
  void aZippedAnswerStaysZippedAndIsUnderstood() throws Exception {
    introduce();
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(
          "{\"messages\":[{\"id\":\"%s\"}],\"contacts\":[{\"wa_id\":\"49151\"}]}"
              .formatted(wamid)
              .getBytes(UTF_8));
    }
    GraphStub.at(
        path("messages"),
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          GraphStub.send(exchange, 200, bytes.toByteArray());
        });
    var response =
        send(
            request("messages", BodyPublishers.ofString(template("")))
                .header("Accept-Encoding", "br, gzip"));
    assertThat(response.body()).isEqualTo(bytes.toByteArray());
    assertThat(GraphStub.asked(path("messages")).getFirst().headers().getFirst("Accept-Encoding"))
        .isEqualTo("gzip");
    awaitRegistered(1);
  }

  @Test
  void aChunkedMessageGoesThrough() throws Exception {
    introduce();
    GraphStub.at(path("messages"), GraphStub.accepted(wamid, "4915112345678"));
    var body = template("").getBytes(UTF_8);
    var response =
        post("messages", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(GraphStub.asked(path("messages")).getFirst().body().getBytes()).isEqualTo(body);
    awaitRegistered(1);
  }

  @Test
  void aRefusalOfMetasIsPassedOnAndRegistersNothing() throws Exception {
    introduce();
    double before = count("rapport.ingest.graph.errors", "remedy", "record-opt-out");
    var refusal = "{\"error\":{\"code\":131050,\"message\":\"(#131050) x\",\"fbtrace_id\":\"A\"}}";
    GraphStub.at(path("messages"), GraphStub.json(400, refusal));
    var response = post("messages", BodyPublishers.ofString(template("")));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), UTF_8)).isEqualTo(refusal);
    await()
        .until(
            () -> count("rapport.ingest.graph.errors", "remedy", "record-opt-out") == before + 1);
    assertThat(registered()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.X\"}",
        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.X\",\"typing_indicator\":{\"type\":\"text\"}}"
      })
  void whatIsNoMessageIsPassedOnAndNothingElse(String body) throws Exception {
    introduce();
    GraphStub.at(path("messages"), GraphStub.json(200, "{\"success\":true}"));
    assertThat(post("messages", BodyPublishers.ofString(body)).statusCode()).isEqualTo(200);
    assertThat(GraphStub.asked(path("messages")).getFirst().body().toString()).isEqualTo(body);
    assertThat(registered()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"messaging_product=whatsapp&to=4915112345678&type=text", "[]", ""})
  void whatNobodyCanReadIsNotSentUnasked(String body) throws Exception {
    var response = post("messages", BodyPublishers.ofString(body));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response).path("code").asInt()).isEqualTo(100);
    assertThat(GraphStub.asked(path("messages"))).isEmpty();
  }

  @Test
  void aStatusMakesNoReadMarkOfAMessage() throws Exception {
    introduce();
    GraphStub.at(path("messages"), GraphStub.accepted("wamid.STATUS", "4915112345678"));
    post("messages", BodyPublishers.ofString(template(",\"status\":\"x\"")));
    await().until(() -> registered() == 1);
  }

  @Test
  void aMessageThatMayHaveBeenSentIsNeverSentAgain() throws Exception {
    introduce();
    GraphStub.at(path("messages"), GraphStub.gone());
    var broken = post("messages", BodyPublishers.ofString(template("")));
    assertThat(broken.statusCode()).isEqualTo(504);
    assertThat(error(broken).path("code").asInt()).isEqualTo(131000);
    assertThat(error(broken).at("/error_data/details").asText()).contains("not known");
    assertThat(error(broken).path("fbtrace_id").asText()).startsWith("rapport-");
    assertThat(GraphStub.asked(path("messages"))).hasSize(1);
  }

  @Test
  void whoeverAnswersTooLateHasPerhapsSent() throws Exception {
    introduce();
    var latch = new CountDownLatch(1);
    GraphStub.at(path("messages"), GraphStub.after(latch, GraphStub.accepted(wamid, "49151")));
    var late = post("messages", BodyPublishers.ofString(template("")));
    latch.countDown();
    assertThat(late.statusCode()).isEqualTo(504);
    assertThat(GraphStub.asked(path("messages"))).hasSize(1);
  }

  @Test
  void aNumberNobodyKnowsYetIsRegisteredWhenItIsKnown() throws Exception {
    GraphStub.at(path("messages"), GraphStub.accepted(wamid, "4915112345678"));
    assertThat(post("messages", BodyPublishers.ofString(template(""))).statusCode()).isEqualTo(200);
    introduce();
    awaitRegistered(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v26.0/../x/messages", "/messages", "/v26.0/1%2F2/messages", "/v26.0"})
  void whatIsNoPathOfTheGraphApiIsNotFound(String path) throws Exception {
    var response = send(HttpRequest.newBuilder(uri(path)).GET());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(error(response).path("code").asInt()).isEqualTo(33);
  }

  @Test
  void aTagThatSaysNothingIsRefusedBeforeAnythingIsSent() throws Exception {
    var response =
        send(
            request("messages", BodyPublishers.ofString(template("")))
                .header("X-Rapport-Origin", "nobody"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response).path("code").asInt()).isEqualTo(100);
    assertThat(error(response).at("/error_data/details").asText()).contains("X-Rapport-Origin");
    assertThat(GraphStub.asked(path("messages"))).isEmpty();
  }

  @Test
  void aMessageHasASize() throws Exception {
    var response = post("messages", BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(GraphStub.asked(path("messages"))).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeReadReachesTheCallerAllTheSame() throws Exception {
    introduce();
    double before = count("rapport.ingest.graph.registrations.lost", "reason", "unreadable-answer");
    GraphStub.at(path("messages"), GraphStub.json(200, "<html>"));
    var response = post("messages", BodyPublishers.ofString(template("")));
    assertThat(new String(response.body(), UTF_8)).isEqualTo("<html>");
    await()
        .until(
            () ->
                count("rapport.ingest.graph.registrations.lost", "reason", "unreadable-answer")
                    == before + 1);
  }

  /** The account and its number become known by their first webhook. */
  private void introduce() {
    var body =
        Payloads.body(
            waba, number, Payloads.messages(Payloads.text("4915199", "first", 1_760_000_000)));
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
  }

  private static String template(String more) {
    return """
    {"messaging_product":"whatsapp","to":"+4915112345678","type":"template",\
    "template":{"name":"spring_offer","language":{"code":"de"},"components":[{"type":"button",\
    "sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"p"}]}]}%s}"""
        .formatted(more);
  }

  private String path(String endpoint) {
    return "/v26.0/" + number + "/" + endpoint;
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + RestAssured.port + "/graph" + path);
  }

  private HttpRequest.Builder request(String endpoint, BodyPublisher body) {
    return HttpRequest.newBuilder(uri(path(endpoint)))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json")
        .POST(body);
  }

  private HttpResponse<byte[]> post(String endpoint, BodyPublisher body)
      throws IOException, InterruptedException {
    return send(request(endpoint, body));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private JsonNode error(HttpResponse<byte[]> response) throws IOException {
    return json.readTree(response.body()).path("error");
  }

  private long registered() {
    return stored.count("event", "kind = " + EventKind.MESSAGE_ACCEPTED.code());
  }

  private void awaitRegistered(long messages) {
    await().untilAsserted(() -> assertThat(registered()).isEqualTo(messages));
  }

  private String registeredAttributes() {
    return stored
        .values(
            "SELECT attributes::text FROM rapport.event WHERE account_id = :account AND kind = "
                + EventKind.MESSAGE_ACCEPTED.code())
        .getFirst()
        .toString();
  }

  private double count(String name, String tag, String value) {
    var counter = registry.find(name).tag(tag, value).counter();
    return counter == null ? 0 : counter.count();
  }
}
