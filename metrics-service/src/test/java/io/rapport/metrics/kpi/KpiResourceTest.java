package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.message;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.rapport.metrics.kpi.KpiRequests.turn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.OpenApiContract;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiResourceTest {

  private static final Instant MAY = Instant.parse("2024-05-01T08:00:00Z");

  @Inject MeterRegistry meters;

  @Test
  void allKpisComeWithAllThatIsNeededToJudgeThem() {
    int account = FactRows.account("Europe/Berlin");
    var messages =
        List.of(
            message(UUID.randomUUID(), MAY, true, null),
            message(UUID.randomUUID(), MAY, false, null));
    FactRows.messages(account, messages);
    CubeRows.write(account, messages, List.of());

    as("viewer", account)
        .get("/v1/kpis?from=2024-05-01&to=2024-05-02")
        .then()
        .statusCode(200)
        .body("account", equalTo(FactRows.waba(account)))
        .body("from", equalTo("2024-04-30T22:00:00Z"))
        .body("to", equalTo("2024-05-01T22:00:00Z"))
        .body("zone", equalTo("Europe/Berlin"))
        .body("pending", equalTo(0))
        .body("settingsVersion", equalTo(0))
        .body(
            "kpis.id",
            contains(
                "open-rate",
                "response-rate",
                "answer-rate",
                "response-time",
                "first-response-time",
                "csat",
                "nps",
                "ces",
                "conversion-rate",
                "episode-conversion-rate",
                "queue-abandonment",
                "flow-abandonment",
                "cart-abandonment",
                "bot-self-resolution",
                "bot-escalation",
                "bot-coverage",
                "fallback-rate",
                "retention-rate",
                "delivery-rate",
                "click-through-rate",
                "opt-out-rate"))
        .body("kpis[0].definitionVersion", equalTo(2))
        .body("kpis[0].unit", equalTo("ratio"))
        .body("kpis[0].value", equalTo(0.5f))
        .body("kpis[0].numerator", equalTo(1))
        .body("kpis[0].denominator", equalTo(2))
        .body("kpis[0].immature", equalTo(0))
        .body("kpis[0].exclusions", equalTo(Map.of()))
        .body("kpis[0].interval.method", equalTo("wilson"))
        .body("kpis[0].interval.level", equalTo(0.95f))
        .body("kpis[0].detail.blindShare", equalTo(1f))
        .body("kpis[0].detail.receiptCapable", nullValue())
        .body("kpis[0]", not(hasKey("previous")))
        .body("kpis[0]", not(hasKey("groups")))
        .body("kpis[3].unit", equalTo("seconds"))
        .body("kpis[3]", hasKey("value"))
        .body("kpis[3].value", nullValue())
        .body("kpis[3].interval", nullValue())
        .body("kpis[3].detail.businessHours", nullValue());
  }

  @Test
  void whatIsTooYoungIsImmature() {
    int account = FactRows.account("UTC");
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    FactRows.messages(
        account,
        List.of(
            message(UUID.randomUUID(), now.minus(Duration.ofHours(2)), true, null),
            message(UUID.randomUUID(), now.minus(Duration.ofHours(30)), true, null),
            message(UUID.randomUUID(), now.minus(Duration.ofHours(80)), true, null)));

    as("viewer", account)
        .queryParam("from", now.minus(Duration.ofDays(5)).plusSeconds(1).toString())
        .queryParam("to", now.plusSeconds(1).toString())
        // A filter no cube keeps: counted on the facts.
        .queryParam("format", "")
        .get("/v1/kpis/response-rate")
        .then()
        .statusCode(200)
        .body("denominator", equalTo(2))
        .body("immature", equalTo(1))
        .body("detail.windows.1h.immature", equalTo(0))
        .body("detail.windows.72h.denominator", equalTo(1))
        .body("detail.windows.72h.immature", equalTo(2));
  }

  @Test
  void theThirtyDaysToTheEndOfTodayAreTheDefault() {
    int account = FactRows.account("Asia/Kathmandu");
    FactRows.turns(account, List.of(turn(UUID.randomUUID(), Instant.now(), null)));
    var both = UUID.randomUUID();
    FactRows.work(account, both, Instant.now().minusSeconds(5));
    FactRows.work(account, UUID.randomUUID(), Instant.now().plusSeconds(3600));
    FactRows.announce(account, both);
    FactRows.announce(account, UUID.randomUUID());

    as("viewer", account)
        .get("/v1/kpis/response-time?format=")
        .then()
        .statusCode(200)
        .body("denominator", equalTo(1))
        .body("pending", equalTo(2))
        .body("zone", equalTo("Asia/Kathmandu"));
  }

  @Test
  void theMedianOfManyUnansweredTurnsIsThatOfKaplanAndMeier() {
    int account = FactRows.account("UTC");
    var waits = List.of(10, 20, 30, 1000);
    FactRows.turns(
        account,
        waits.stream()
            .map(seconds -> turn(UUID.randomUUID(), MAY, Duration.ofSeconds(seconds)))
            .toList());
    FactRows.turns(
        account, IntStream.range(0, 3).mapToObj(_ -> turn(UUID.randomUUID(), MAY, null)).toList());

    given()
        .config(KpiRequests.DOUBLES)
        .spec(as("viewer", account))
        .get("/v1/kpis/response-time?from=2024-05-01&to=2024-05-02T00:00:01Z&format=")
        .then()
        .statusCode(200)
        .body("value", closeTo(20.0, 0.2))
        .body("numerator", equalTo(4))
        .body("denominator", equalTo(7))
        .body("interval", nullValue())
        .body("detail.any.mean", equalTo(265.0))
        .body("detail.human.n", equalTo(4))
        .body("detail.bot.n", equalTo(0))
        .body("detail.bot.median", nullValue())
        .body("detail.unanswered", equalTo(3))
        .body("detail.unansweredShare", closeTo(3.0 / 7, 1e-9))
        .body("detail.kaplanMeierMedian", equalTo(1000));
  }

  @Test
  void valuesOfOneFilterAreAlternatives() {
    int account = FactRows.account("UTC");
    for (var campaign : new String[] {"a", "b", "c", null}) {
      FactRows.messages(account, List.of(message(UUID.randomUUID(), MAY, true, campaign)));
    }
    var url = "/v1/kpis/open-rate?from=2024-05-01&to=2024-05-02&format=";

    as("viewer", account).get(url + "&campaign=a&campaign=b").then().body("denominator", is(2));
    as("viewer", account).get(url + "&campaign=").then().body("denominator", is(1));
    as("viewer", account).get(url + "&channel=phone-1").then().body("denominator", is(4));
    as("viewer", account).get(url + "&channel=phone-2").then().body("denominator", is(0));
    as("viewer", account).get(url + "&channel=unknown").then().body("denominator", is(0));
    as("viewer", account)
        .queryParam("campaign", "a' OR '1'='1")
        .get(url)
        .then()
        .statusCode(200)
        .body("denominator", is(0));
  }

  @Test
  void otherAccountsAreNotCounted() {
    int account = FactRows.account("UTC");
    int other = FactRows.account("UTC");
    FactRows.messages(other, List.of(message(UUID.randomUUID(), MAY, true, "a")));

    as("viewer", account)
        .get("/v1/kpis/open-rate?from=2024-05-01&to=2024-05-02&format=")
        .then()
        .statusCode(200)
        .body("denominator", is(0))
        .body("value", nullValue());
  }

  @Test
  void aFilterLeavesOutTheKpisThatDoNotKnowIt() {
    int account = FactRows.account("UTC");

    as("viewer", account)
        .get("/v1/kpis?from=2024-05-01&to=2024-05-02&bot=shop")
        .then()
        .statusCode(200)
        .body(
            "kpis.id",
            contains(
                "episode-conversion-rate",
                "queue-abandonment",
                "flow-abandonment",
                "bot-self-resolution",
                "bot-escalation",
                "bot-coverage",
                "fallback-rate"));
  }

  @Test
  void definitionsSayWhatTheNumbersMean() {
    given()
        .auth()
        .oauth2(TestTokens.of("integrator"))
        .get("/v1/kpis/definitions")
        .then()
        .statusCode(200)
        .body("definitions", hasSize(21))
        .body("definitions.definitionVersion", everyItem(greaterThan(0)))
        .body("definitions.find { it.id == 'open-rate' }.horizon", equalTo("PT72H"))
        .body("definitions.find { it.id == 'response-time' }.horizon", nullValue())
        .body("definitions.find { it.id == 'answer-rate' }.windows", contains("1h", "24h", "72h"))
        .body(
            "definitions.find { it.id == 'answer-rate' }.filters",
            contains(
                "channel",
                "origin",
                "campaign",
                "variant",
                "template",
                "language",
                "segment",
                "lifecycle",
                "format",
                "memberOf"));
  }

  @Test
  void withoutATokenTheAnswerIs401() {
    problem(given().get("/v1/kpis?account=1").then(), 401, "unauthorized");
    problem(given().get("/v1/kpis/open-rate/facts?account=1").then(), 401, "unauthorized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "marketer", "privacy", "integrator"})
  void factsAreForAnalysts(String role) {
    int account = FactRows.account("UTC");

    problem(
        as(role, account).get("/v1/kpis/open-rate/facts?part=numerator").then(), 403, "forbidden");
  }

  @Test
  void machinesThatBringEventsDoNotReadKpis() {
    int account = FactRows.account("UTC");

    problem(as("integrator", account).get("/v1/kpis").then(), 403, "forbidden");
  }

  @Test
  void theAccountMustBeInTheTokensScope() {
    int account = FactRows.account("UTC");
    int other = FactRows.account("UTC");

    problem(
        given()
            .auth()
            .oauth2(TestTokens.of("analyst", FactRows.waba(account)))
            .get("/v1/kpis?account=" + FactRows.waba(other))
            .then(),
        403,
        "forbidden");
    problem(
        given().auth().oauth2(TestTokens.of("admin", "*")).get("/v1/kpis?account=none").then(),
        404,
        "not-found");
  }

  @Test
  void anUnknownKpiIsNotFoundAndTheAnswerSaysWhichThereAre() {
    int account = FactRows.account("UTC");

    problem(as("viewer", account).get("/v1/kpis/shoe-size").then(), 404, "not-found")
        .body("detail", containsString("open-rate"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/kpis, from=yesterday, from",
    "/v1/kpis, from=2024-13-01, from",
    "/v1/kpis, to=2024-02-30, to",
    "/v1/kpis, from=-999999999-01-01T00:00:00Z, from",
    "/v1/kpis, from=2024-05-02&to=2024-05-02, from",
    "/v1/kpis, from=2010-01-01&to=2030-01-01, from",
    "/v1/kpis, zone=Mars/Base, zone",
    "/v1/kpis, zone=UTC%2B3, zone",
    "/v1/kpis, zone=%2B02:00, zone",
    "/v1/kpis, compare=next, compare",
    "/v1/kpis, campain=spring, campain",
    "/v1/kpis, groupBy=campaign, groupBy",
    "/v1/kpis, category=marketing&bot=shop, category",
    "/v1/kpis, origin=pigeon, origin",
    "/v1/kpis, campaign=%00, campaign",
    "/v1/kpis/answer-rate, category=marketing, category",
    "/v1/kpis/answer-rate, groupBy=category, groupBy",
    "/v1/kpis/open-rate, groupBy=shoeSize, groupBy",
    "/v1/kpis/open-rate, granularity=minute, granularity",
    "/v1/kpis/open-rate, from=2022-01-01&to=2024-01-01&granularity=hour, granularity",
    "/v1/kpis/open-rate/facts, limit=5, part",
    "/v1/kpis/open-rate/facts, part=both, part",
    "/v1/kpis/open-rate/facts, part=numerator&limit=0, limit",
    "/v1/kpis/open-rate/facts, part=numerator&limit=1001, limit",
    "/v1/kpis/open-rate/facts, part=numerator&limit=many, limit",
    "/v1/kpis/open-rate/facts, part=numerator&cursor=abc, cursor",
    "/v1/kpis/open-rate/facts, part=numerator&cursor=%25%25, cursor",
    "/v1/kpis/open-rate/facts, part=numerator&asOf=2100-01-01T00:00:00Z, asOf",
  })
  void whatMakesNoSenseIsABadRequestThatNamesTheParameter(
      String path, String query, String parameter) {
    int account = FactRows.account("UTC");

    problem(
            as("analyst", account).urlEncodingEnabled(false).get(path + "?" + query).then(),
            400,
            "bad-request")
        .body("errors.pointer", contains(parameter));
  }

  @Test
  void aRefusalForALimitIsCounted() {
    int account = FactRows.account("UTC");
    var before = meters.counter("rapport.kpi.refused", "limit", "period").count();

    as("viewer", account).get("/v1/kpis?from=2010-01-01&to=2030-01-01").then().statusCode(400);

    assertThat(meters.counter("rapport.kpi.refused", "limit", "period").count())
        .isEqualTo(before + 1);
  }

  @Test
  void everyOperationSaysWhatACallerNeeds() {
    assertThat(OpenApiContract.omissions()).filteredOn(text -> text.contains("/v1/kpis")).isEmpty();
  }

  @Test
  void withoutAnAccountTheAnswerSaysSo() {
    problem(
            given().auth().oauth2(TestTokens.of("viewer", "*")).get("/v1/kpis").then(),
            400,
            "bad-request")
        .body("errors.pointer", contains("account"));
  }
}
