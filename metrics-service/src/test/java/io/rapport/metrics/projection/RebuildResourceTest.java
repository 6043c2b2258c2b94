package io.rapport.metrics.projection;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class RebuildResourceTest {

  @Inject Pool pool;

  private final Ledger ledger = new Ledger();

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  @Test
  void anAdministratorAsksForARebuildAndSeesHowFarItIs() {
    ledger.store(ledger.contact(), new Story().writes("r", "0H"));
    var token = TestTokens.of("admin", ledger.wabaId());
    as(token)
        .post("/v1/rebuild?account=" + ledger.wabaId())
        .then()
        .statusCode(202)
        .header("Location", endsWith("/v1/rebuild?account=" + ledger.wabaId()))
        .body("state", equalTo("running"))
        .body("pending", equalTo(1))
        .body("done", equalTo(0))
        .body("total", equalTo(1));
    new Workshop(pool, Clock.systemUTC(), TestConfig.DEFAULT).drain();
    as(token)
        .get("/v1/rebuild")
        .then()
        .statusCode(200)
        .body("state", equalTo("idle"))
        .body("pending", equalTo(0))
        .body("done", equalTo(1))
        .body("total", equalTo(1));
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-10-01, to",
    "to=2026-10-01, from",
    "from=2026-10-02&to=2026-10-02, from",
    "from=yesterday&to=2026-10-02, from",
    "acount=1, acount",
    "from=2026-10-01&to=1026-10-02, to"
  })
  void aPeriodThatIsNoneIsRefused(String period, String parameter) {
    as(TestTokens.of("admin", ledger.wabaId()))
        .post("/v1/rebuild?account=" + ledger.wabaId() + "&" + period)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors[0].pointer", equalTo(parameter));
  }

  @Test
  void whoCannotBeProjectedIsListedWithTheReasonPageByPage() {
    for (int i = 0; i < 3; i++) {
      ledger.store(ledger.contact(), new Story().writes("r", "0H"));
    }
    ledger.execute("UPDATE rapport.event SET kind = 99" + ledger.all());
    new Workshop(pool, Clock.systemUTC(), TestConfig.DEFAULT).drain();
    var list = "/v1/projection-failures?limit=2&account=" + ledger.wabaId();
    var admin = TestTokens.of("admin", ledger.wabaId());
    String next =
        as(admin)
            .get(list)
            .then()
            .statusCode(200)
            .body("items.attempts", contains(1, 1))
            .body("items[0].reason", equalTo("IllegalArgumentException: unknown event kind 99"))
            .extract()
            .path("next");
    as(admin)
        .get(list + "&cursor=" + next)
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(1))
        .body("next", nullValue());
    as(admin).get(list + "&cursor=none").then().statusCode(400);
    as(TestTokens.of("analyst", ledger.wabaId())).get(list).then().statusCode(403);
    ledger.forgetWork();
  }

  @Test
  void withoutAnAccountAllOfTheCallersAreMeant() {
    var other = new Ledger();
    as(TestTokens.of("admin", ledger.wabaId(), other.wabaId()))
        .post("/v1/rebuild")
        .then()
        .statusCode(202)
        .header("Location", endsWith("/v1/rebuild"))
        .body("state", equalTo("running"));
    as(TestTokens.of("admin", other.wabaId()))
        .get("/v1/rebuild")
        .then()
        .body("state", equalTo("running"));
  }

  @Test
  void anAccountOfSomebodyElseIsRefused() {
    as(TestTokens.of("admin", "another"))
        .post("/v1/rebuild?account=" + ledger.wabaId())
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @Test
  void onlyAdministratorsMayAsk() {
    var analyst = TestTokens.of("analyst", ledger.wabaId());
    as(analyst).post("/v1/rebuild").then().statusCode(403);
    as(analyst).get("/v1/rebuild").then().statusCode(403);
    given().post("/v1/rebuild").then().statusCode(401);
  }

  @Test
  void whoHasNoAccountsHasNothingToRebuild() {
    as(TestTokens.of("admin"))
        .get("/v1/rebuild")
        .then()
        .statusCode(200)
        .body("state", equalTo("idle"))
        .body("total", equalTo(0));
  }
}
