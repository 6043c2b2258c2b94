package io.rapport.simulator.campaign;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.simulator.BusinessResource;
import io.rapport.simulator.campaign.FakeGraph.Sent;
import io.restassured.response.ValidatableResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BusinessResource.class)
class CampaignTest {
  private final FakeGraph graph = BusinessResource.graph();

  @BeforeEach
  void somebodyToWriteTo() {
    for (int i = 0; i < 10; i++) {
      given()
          .contentType("application/json")
          .body("{\"waId\":\"491512000000%d\"}".formatted(i))
          .post("/control/inbound")
          .then()
          .statusCode(200);
    }
    graph.begin(false);
  }

  @Test
  void variantsAreDealtInTurnAndNamedInHeaders() {
    send("{\"name\":\"autumn\",\"recipients\":6,\"variants\":[\"x\",\"y\"]}")
        .statusCode(200)
        .body("campaign", equalTo("autumn"))
        .body("sent.x", hasSize(3))
        .body("sent.y", hasSize(3))
        .body("refused", anEmptyMap());
    assertThat(graph.sent())
        .hasSize(6)
        .allMatch(sent -> sent.path().equals("/graph/v26.0/100200300400611/messages"))
        .allMatch(sent -> sent.campaign().equals(Optional.of("autumn")))
        .allMatch(sent -> sent.body().path("template").path("name").asText().equals("autumn_sale"))
        .noneMatch(sent -> sent.body().has("biz_opaque_callback_data"));
    assertThat(graph.sent()).extracting(Sent::variant).contains(Optional.of("x"), Optional.of("y"));
  }

  @Test
  void aCampaignMayBeNamedInCallbackDataInstead() {
    send("{\"name\":\"autumn\",\"recipients\":1,\"tags\":\"callback\"}").statusCode(200);
    assertThat(graph.sent().getFirst().campaign()).isEmpty();
    assertThat(graph.sent().getFirst().body().path("biz_opaque_callback_data").asText())
        .startsWith("rapport?")
        .contains("campaign=autumn", "variant=a", "template=autumn_sale");
  }

  @Test
  void whatIsRefusedIsCountedByItsCode() {
    graph.begin(true);
    send("{\"name\":\"autumn\",\"recipients\":6}")
        .statusCode(200)
        .body("refused.131050", equalTo(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"x\",\"recipients\":0}",
        "{\"name\":\"x\",\"recipients\":10001}",
        "{\"name\":\"x\",\"variants\":[]}",
        "{\"name\":\"x\",\"tags\":\"stamps\"}",
        "{\"name\":\"x\",\"channel\":\"1\"}"
      })
  void whatIsNoCampaignIsRefused(String request) {
    send(request).statusCode(400);
    assertThat(graph.sent()).isEmpty();
  }

  private static ValidatableResponse send(String request) {
    return given().contentType("application/json").body(request).post("/control/campaigns").then();
  }
}
