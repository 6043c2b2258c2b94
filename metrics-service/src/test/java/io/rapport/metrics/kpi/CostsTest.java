package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.rapport.metrics.timeline.Story.at;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.PricingCategory;
import io.rapport.metrics.projection.Ledger;
import io.rapport.metrics.projection.Workshop;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What messages cost and brought, from their webhooks to the answer. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class CostsTest {

  private static final String PRICES =
      """
      {"currency":"EUR","prices":[
        {"category":"marketing","market":"DE","from":"2020-01-01","amount":0.1131},
        {"category":"marketing","from":"2020-01-01","amount":0.05},
        {"category":"utility","from":"2020-01-01","amount":0.04}]}""";

  @Inject Pool pool;

  private final Ledger ledger = new Ledger();

  @BeforeEach
  void aGermanBuysAndSomebodyFromNowhereDoesNot() {
    var german = ledger.contact();
    var other = ledger.contact();
    ledger.execute(
        "UPDATE rapport.contact SET market = 'DE' WHERE contact_id = '%s'".formatted(german));
    ledger.store(
        german,
        new Story()
            .charged("spring", "0H", PricingCategory.MARKETING)
            .delivered("spring", "0H1M")
            .buys("shoes", "1H")
            .charged("lost", "2H", PricingCategory.UTILITY)
            .events());
    ledger.store(
        other,
        new Story()
            .charged("spring to other", "0H", PricingCategory.MARKETING)
            .delivered("spring to other", "0H1M")
            .free("receipt", "3H", PricingCategory.UTILITY)
            .delivered("receipt", "3H1M")
            .delivered("nobody says", "4H")
            .events());
    Workshop.at(pool, at("720H")).drain();
  }

  private ValidatableResponse prices(String ifMatch, String body) {
    return as("marketer", ledger.wabaId())
        .contentType("application/json")
        .header("If-Match", ifMatch)
        .body(body)
        .put("/v1/prices")
        .then();
  }

  private ValidatableResponse costs(String role, String more) {
    return as(role, ledger.wabaId())
        .config(KpiRequests.DOUBLES)
        .get("/v1/costs?from=%s&to=%s%s".formatted(at("0H"), at("24H"), more))
        .then()
        .statusCode(200);
  }

  @Test
  void withoutPricesNothingIsKnown() {
    costs("viewer", "")
        .body("currency", nullValue())
        .body("priceListVersion", equalTo(0))
        .body("total.delivered", equalTo(4))
        .body("total.free", equalTo(1))
        .body("total.unpriced", equalTo(3))
        .body("total.costMicros", nullValue())
        .body("total.mature.conversions", equalTo(1))
        .body("total.mature.returnOnInvestment", nullValue());
  }

  @Test
  void deliveredMessagesCostByCategoryAndCountry() {
    prices("\"0\"", PRICES).statusCode(200).header("ETag", "\"1\"");
    costs("viewer", "")
        .body("currency", equalTo("EUR"))
        .body("total.delivered", equalTo(4))
        .body("total.free", equalTo(1))
        .body("total.unpriced", equalTo(1))
        .body("total.costMicros", equalTo(163_100))
        .body("total.costPerDelivered", nullValue());
    costs("viewer", "&category=marketing")
        .body("total.mature.conversions", equalTo(1))
        .body("total.mature.valueMinorUnits.size()", equalTo(0))
        .body("total.mature.valuePerDelivered", nullValue());
    costs("analyst", "&category=marketing")
        .body("total.unpriced", equalTo(0))
        .body("total.costPerDelivered", closeTo(0.08155, 1e-9))
        .body("total.mature.delivered", equalTo(2))
        .body("total.mature.conversions", equalTo(1))
        .body("total.mature.valueMinorUnits.EUR", equalTo(1000))
        .body("total.mature.valuePerDelivered", closeTo(5, 1e-9))
        .body("total.mature.costPerConversion", closeTo(0.1631, 1e-9))
        .body("total.mature.returnOnInvestment", closeTo((10 - 0.1631) / 0.1631, 1e-9));
  }

  @Test
  void groupsAndStepsAddUpToTheWhole() {
    prices("*", PRICES).statusCode(200);
    costs("analyst", "&groupBy=category&granularity=day&zone=UTC")
        .body("groups.key", contains("marketing", null, "utility"))
        .body("groups.amounts.costMicros", contains(163_100, 0, 0))
        .body("series.amounts.costMicros.sum()", equalTo(163_100));
    costs("viewer", "&groupBy=category")
        .body("groups.key", contains("other"))
        .body("groups.merged", contains(3))
        .body("groups[0].amounts.costMicros", equalTo(163_100));
  }

  @Test
  void groupsHaveSeriesThatAddUpToThem() {
    prices("*", PRICES).statusCode(200);
    costs("analyst", "&groupBy=category&granularity=hour&zone=UTC")
        .body("series.size()", equalTo(24))
        .body("groups.key", contains("marketing", null, "utility"))
        .body("groups.series*.size()", contains(24, 24, 24))
        .body("groups[0].series[0].amounts.costMicros", equalTo(163_100))
        .body("groups[0].series.amounts.costMicros.sum()", equalTo(163_100))
        .body("groups[0].series[0].amounts.mature.conversions", equalTo(1))
        .body("groups[1].series[4].amounts.unpriced", equalTo(1))
        .body("groups[2].series[3].amounts.free", equalTo(1))
        .body("groups[2].series.amounts.delivered.sum()", equalTo(1));
    costs("viewer", "&groupBy=category&granularity=hour&zone=UTC")
        .body("groups.key", contains("other"))
        .body("groups[0].series.amounts.delivered.sum()", equalTo(4))
        .body("groups[0].series[0].amounts.costMicros", equalTo(163_100))
        // Of a single contact.
        .body("groups[0].series[0].amounts.mature.valueMinorUnits.size()", equalTo(0));
    costs("viewer", "&groupBy=category").body("groups[0].series", nullValue());
  }

  @Test
  void manyGroupsHaveNoLongSeries() {
    var story = new Story();
    for (int hour = 5; hour < 10; hour++) {
      story.delivered("at " + hour, hour + "H");
    }
    ledger.store(ledger.contact(), story.events());
    Workshop.at(pool, at("720H")).drain();
    problem(
            as("analyst", ledger.wabaId())
                .get(
                    "/v1/costs?groupBy=hourOfDay&granularity=hour&from=%s&to=%s"
                        .formatted(at("0H"), at("9000H")))
                .then(),
            400,
            "bad-request")
        .body("errors.pointer", contains("granularity"));
  }

  @Test
  void aPriceHoldsFromItsDayOn() {
    prices(
            "*",
            """
            {"currency":"USD","prices":[
              {"category":"marketing","from":"2020-01-01","amount":1},
              {"category":"marketing","from":"%s","amount":2},
              {"category":"marketing","from":"2100-01-01","amount":3}]}"""
                .formatted(at("0H").toString().substring(0, 10)))
        .statusCode(200);
    costs("viewer", "&category=marketing")
        .body("total.costMicros", equalTo(4_000_000))
        .body("total.mature.returnOnInvestment", nullValue());
  }

  @Test
  void earlierListsAreKept() {
    prices("\"0\"", PRICES).statusCode(200);
    problem(prices("\"0\"", PRICES), 412, "precondition-failed");
    prices("\"1\"", "{\"currency\":\"USD\",\"prices\":[]}").statusCode(200);
    as("viewer", ledger.wabaId())
        .get("/v1/prices/history?limit=1")
        .then()
        .statusCode(200)
        .body("items.currency", contains("USD"))
        .body("next", equalTo(2));
    as("viewer", ledger.wabaId())
        .get("/v1/prices/history?cursor=2")
        .then()
        .body("items.prices[0].amount", contains(0.1131f, 0.05f, 0.04f))
        .body("next", nullValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"prices\":[]}|currency",
        "{\"currency\":\"QQQ\",\"prices\":[]}|/currency",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"gifts\",\"from\":\"2026-01-01\",\"amount\":1}]}|category",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"2026-01-01\",\"amount\":-1}]}|/prices/0/amount",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"2026-01-01\",\"amount\":100000.01}]}|/prices/0/amount",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"2026-01-01\",\"amount\":1E999}]}|/prices/0/amount",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"2026-01-01\",\"amount\":0.0000001}]}|/prices/0/amount",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"1999-12-31\",\"amount\":1}]}|/prices/0/from",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"2101-01-01\",\"amount\":1}]}|/prices/0/from",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"-0044-03-15\",\"amount\":1}]}|/prices/0/from",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"+999999999-12-31\",\"amount\":1}]}|/prices/0/from",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"market\":\"Germany\",\"from\":\"2026-01-01\",\"amount\":1}]}|market",
        "{\"currency\":\"EUR\",\"prices\":[{\"category\":\"utility\",\"from\":\"2026-01-01\",\"amount\":1},{\"category\":\"utility\",\"from\":\"2026-01-01\",\"amount\":2}]}|/prices/1"
      })
  void whatIsNoPriceIsRefused(String body, String place) {
    prices("*", body)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.any { it.pointer.contains('%s') }".formatted(place), equalTo(true));
  }

  @Test
  void viewersMayNotSayWhatIsPaid() {
    as("viewer", ledger.wabaId())
        .contentType("application/json")
        .header("If-Match", "*")
        .body(PRICES)
        .put("/v1/prices")
        .then()
        .statusCode(403);
  }

  @Test
  void volumesCountBothDirectionsAndEpisodes() {
    ledger.store(
        ledger.contact(),
        new Story().writes("question", "5H").writesInGroup("in a group", "6H").events());
    Workshop.at(pool, at("720H")).drain();
    as("viewer", ledger.wabaId())
        .get("/v1/volumes?from=%s&to=%s&granularity=day".formatted(at("0H"), at("24H")))
        .then()
        .statusCode(200)
        .body("total.inbound", equalTo(1))
        .body("total.outbound.template", equalTo(5))
        .body("total.outboundByCategory.marketing", equalTo(2))
        .body("total.outboundByCategory.utility", equalTo(2))
        .body("total.episodes", equalTo(1))
        .body("total.contacts", equalTo(3))
        .body("total.groupMessages", equalTo(1))
        .body("series.counts.inbound.sum()", equalTo(1));
  }
}
