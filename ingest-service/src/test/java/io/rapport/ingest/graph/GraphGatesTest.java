package io.rapport.ingest.graph;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.testing.PostgresTestResource;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands before the Graph API, which is not there. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@TestProfile(GraphGatesTest.Strict.class)
class GraphGatesTest {

  @Inject MeterRegistry registry;
  @Inject ThroughputGate throughput;
  @Inject PairGate pair;

  /** Limits that hold, a gate that knows some names, and nobody behind. */
  public static final class Strict implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rapport.graph.url", "http://127.0.0.1:1",
          "rapport.ingest.graph.pair-limit.mode", "enforce",
          "rapport.ingest.graph.pair-limit.burst", "1",
          "rapport.ingest.graph.pair-limit.interval", "1h",
          "rapport.ingest.graph.throughput.mode", "enforce",
          "rapport.ingest.graph.throughput.per-second", "3");
    }
  }

  /** Refuses one template and fails on another; other templates are no business of its. */
  @ApplicationScoped
  static class NameGate implements SendGate {

    @Override
    public String name() {
      return "by-name";
    }

    @Override
    public Uni<Decision> ask(Outgoing message) {
      return switch (message.label().template().orElse("")) {
        case "refused" ->
            Uni.createFrom()
                .item(
                    new Decision.Refusal(
                        "no-basis",
                        new MetaError(
                            400,
                            131050,
                            "User has stopped marketing messages",
                            "There is no consent",
                            Optional.empty())));
        case "broken" -> Uni.createFrom().failure(new IllegalStateException("broken"));
        default -> Uni.createFrom().item(Decision.PASS);
      };
    }
  }

  @Test
  void aRefusedMessageIsAnsweredAsMetaWouldAndCounted() {
    double before = refusals();
    send("1001", "refused", "4915100000001")
        .statusCode(400)
        .body("error.code", equalTo(131050))
        .body("error.message", equalTo("(#131050) User has stopped marketing messages"))
        .body("error.error_data.messaging_product", equalTo("whatsapp"))
        .body("error.error_data.details", equalTo("There is no consent"))
        .body("error.fbtrace_id", startsWith("rapport-"));
    assertThat(refusals()).isEqualTo(before + 1);
  }

  @Test
  void aGateThatFailsLetsNothingThrough() {
    send("1002", "broken", "4915100000002")
        .statusCode(503)
        .body("error.error_data.details", containsString("nothing was sent"));
  }

  @Test
  void whereNobodyAnswersNothingWasSent() {
    send("1003", "offer", "4915100000003")
        .statusCode(503)
        .header("Retry-After", "5")
        .body("error.code", equalTo(130429))
        .body("error.error_data.details", containsString("nothing was sent"));
  }

  @Test
  void theSameRecipientHasALimit() {
    send("1004", "offer", "4915100000004").statusCode(503);
    // However the number is written.
    send("1004", "offer", "+49 151 00000004")
        .statusCode(400)
        .body("error.code", equalTo(131056))
        .header("Retry-After", notNullValue());
    send("1004", "offer", "4915100000005").statusCode(503);
    // Another business number is another pair.
    send("1005", "offer", "4915100000004").statusCode(503);
  }

  @Test
  void thePairIsAskedOnlyForWhatItsNumberLetsThrough() {
    assertThat(throughput.order()).isLessThan(pair.order());
  }

  @Test
  void aPhoneNumberHasALimit() {
    var codes = new HashSet<Integer>();
    for (int i = 0; i < 20; i++) {
      codes.add(send("1006", "offer", "491510001000" + i).extract().path("error.code"));
    }
    // 130429 is also what an unreachable API is answered with; this one is no 503.
    assertThat(codes).containsExactly(130429);
    assertThat(
            registry
                .get("rapport.ingest.graph.beyond.limit")
                .tag("limit", "throughput")
                .counter()
                .count())
        .isPositive();
  }

  private double refusals() {
    var counter =
        registry.find("rapport.ingest.graph.refusals").tag("reason", "no-basis").counter();
    return counter == null ? 0 : counter.count();
  }

  private static ValidatableResponse send(String number, String template, String to) {
    return given()
        .header("Authorization", "Bearer anything")
        .contentType("application/json")
        .body(
            """
            {"messaging_product":"whatsapp","to":"%s","type":"template",\
            "template":{"name":"%s","language":{"code":"de"}}}"""
                .formatted(to, template))
        .post("/graph/v26.0/" + number + "/messages")
        .then();
  }
}
