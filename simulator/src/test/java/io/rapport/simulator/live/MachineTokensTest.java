package io.rapport.simulator.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.simulator.BusinessResource;
import io.rapport.simulator.delivery.FakeBusiness;
import io.rapport.simulator.world.Account;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Identity;
import io.rapport.simulator.world.Report;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BusinessResource.class)
class MachineTokensTest {
  private final FakeBusiness business = BusinessResource.business();

  @Inject Simulation simulation;

  @BeforeEach
  void somebodyToKnowSomethingOf() {
    given()
        .contentType("application/json")
        .body("{\"waId\":\"4915130000000\"}")
        .post("/control/inbound")
        .then()
        .statusCode(200);
  }

  @Test
  void eventsAreReportedWithATokenOfTheMachine() {
    report("first");
    awaitReported("first");
    var event =
        business.events().stream()
            .filter(it -> it.get("id").asText().equals("first"))
            .findFirst()
            .orElseThrow();
    assertThat(event.get("type").asText()).isEqualTo("io.rapport.conversation.resolved");
    assertThat(event.get("data").toString())
        .isEqualTo(
            """
            {"account":"100200300400501","contact":{"waId":"4915130000000"},\
            "phoneNumberId":"100200300400611","by":"human"}""");
  }

  @Test
  void aTokenThatIsRefusedIsReplaced() {
    report("before");
    awaitReported("before");
    business.revokes();
    report("after");
    awaitReported("after");
  }

  private void report(String id) {
    simulation.perform(
        (_, roster, now, facts) -> {
          var account = Account.ALL.getFirst();
          var customer = roster.named(account.waba(), "4915130000000").orElseThrow();
          facts.add(
              new Fact.Reported(
                  now,
                  account.waba(),
                  customer.person().id(),
                  new Identity(
                      Optional.of("4915130000000"), Optional.empty(), "Guest", Optional.empty()),
                  Optional.of(account.channels().getFirst()),
                  id,
                  Report.resolved(Optional.of("human"))));
          return id;
        });
  }

  private void awaitReported(String id) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> business.events().stream().anyMatch(it -> it.get("id").asText().equals(id)));
  }
}
