package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.OpenApiContract;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OdataTest {

  private static final Instant FROM = Instant.parse("2024-03-26T00:00:00Z");
  private static final String DAYS = "Date ge 2024-03-26 and Date lt 2024-04-02";

  private static int account;
  private static int other;

  @BeforeEach
  void randomFacts() {
    if (account == 0) {
      account = filled(73);
      other = filled(74);
    }
  }

  private static int filled(int seed) {
    var facts = new RandomFacts(seed, FROM, Duration.ofDays(7), 40, 8);
    int account = FactRows.account("UTC");
    FactRows.messages(account, facts.messages());
    FactRows.turns(account, facts.turns());
    CubeRows.write(account, facts.messages(), facts.turns());
    return account;
  }

  @Test
  void theServiceDocumentNamesTheEntitySets() {
    as("viewer")
        .get("/odata/v1")
        .then()
        .statusCode(200)
        .header("OData-Version", "4.0")
        .body("'@odata.context'", endsWith("/odata/v1/$metadata"))
        .body("value.name", hasItems("KpiDaily", "KpiDailyByDimension", "KpiDefinitions"));
  }

  @Test
  void theMetadataDescribesWhatTheRowsHave() throws Exception {
    var xml = as("viewer").urlEncodingEnabled(false).get("/odata/v1/$metadata");
    as("viewer")
        .urlEncodingEnabled(false)
        .get("/odata/v1/%24metadata")
        .then()
        .statusCode(200)
        .contentType(startsWith("application/xml"));
    xml.then().statusCode(200).contentType(startsWith("application/xml"));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(xml.getBody().asInputStream());
    var types = document.getElementsByTagName("EntityType");
    for (int i = 0; i < types.getLength(); i++) {
      var properties = new ArrayList<String>();
      var children = types.item(i).getChildNodes();
      for (int j = 0; j < children.getLength(); j++) {
        if (children.item(j).getNodeName().equals("Property")) {
          properties.add(children.item(j).getAttributes().getNamedItem("Name").getNodeValue());
        }
      }
      var sets = document.getElementsByTagName("EntitySet");
      var set = sets.item(i).getAttributes().getNamedItem("Name").getNodeValue();
      Map<String, Object> row = query(set, "$top", "1", "$filter", filterFor(set)).path("value[0]");
      assertThat(row).containsOnlyKeys(properties);
    }
    assertThat(types.getLength()).isEqualTo(3);
  }

  private static String filterFor(String set) {
    return set.equals("KpiDefinitions") ? "Id ne ''" : "Date ge 2024-03-26 and Date lt 2024-03-28";
  }

  @Test
  void definitionsAreThoseOfTheCatalogue() {
    var ids = KpiEntry.all().stream().map(KpiEntry::id).toList();

    assertThat(query("KpiDefinitions").<List<String>>path("value.Id")).isEqualTo(ids);
    assertThat(
            query("KpiDefinitions", "$orderby", "Id desc", "$select", "Id")
                .<List<String>>path("value.Id"))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void clientsThatSayWhatMetadataTheyWantAreAnswered() {
    as("viewer")
        .accept(
            "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;"
                + "q=0.9,application/atomsvc+xml;q=0.8,*/*;q=0.1")
        .header("OData-MaxVersion", "4.0")
        .get("/odata/v1/KpiDefinitions")
        .then()
        .statusCode(200)
        .contentType(startsWith("application/json"));
  }

  @Test
  void rowsAreOfEveryAccountKpiAndDay() {
    var rows = query("KpiDaily", "$filter", DAYS, "$count", "true");

    rows.then()
        .body("'@odata.count'", equalTo(2 * KpiEntry.all().size() * 7))
        .body("value", hasSize(2 * KpiEntry.all().size() * 7));
  }

  @Test
  void pagesBringEachRowOnce() {
    var filter = "Account eq '" + FactRows.waba(account) + "' and " + DAYS;
    var all = query("KpiDailyByDimension", "$filter", filter, "$select", "Kpi,Dimension,Key,Date");
    List<Map<String, Object>> expected =
        new ArrayList<>(all.<List<Map<String, Object>>>path("value"));
    String link = all.path("'@odata.nextLink'");
    while (link != null) {
      var page = follow(link);
      expected.addAll(page.<List<Map<String, Object>>>path("value"));
      link = page.path("'@odata.nextLink'");
    }
    assertThat(expected).hasSizeGreaterThan(1000).doesNotHaveDuplicates();

    var skipped =
        query(
            "KpiDailyByDimension",
            "$filter",
            filter,
            "$select",
            "Kpi,Dimension,Key,Date",
            "$skip",
            "137",
            "$top",
            "250");
    assertThat(skipped.<List<Map<String, Object>>>path("value"))
        .isEqualTo(expected.subList(137, 387));
    assertThat(skipped.<String>path("'@odata.nextLink'")).isNull();
  }

  @Test
  void aFilterLeavesOutWhatItSays() {
    var rows =
        query(
            "KpiDaily",
            "$filter",
            "Kpi in ('open-rate','delivery-rate') and Account eq '"
                + FactRows.waba(other)
                + "' and Denominator gt 0 and "
                + DAYS,
            "$orderby",
            "Numerator desc,Date");

    List<Map<String, Object>> values = rows.path("value");
    assertThat(values).isNotEmpty();
    assertThat(values)
        .allSatisfy(
            row -> {
              assertThat(row.get("Account")).isEqualTo(FactRows.waba(other));
              assertThat((String) row.get("Kpi")).isIn("open-rate", "delivery-rate");
              assertThat((Integer) row.get("Denominator")).isPositive();
            });
    assertThat(values)
        .extracting(row -> (Integer) row.get("Numerator"))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void withoutADateTheRowsAreOfTheLastDays() {
    var rows =
        query(
            "KpiDaily",
            "$filter",
            "Kpi eq 'open-rate' and Account eq '" + FactRows.waba(account) + "'");

    assertThat(rows.<List<Object>>path("value")).hasSize(400);
  }

  @Test
  void whoMayNotSeeSingleContactsGetsSmallGroupsMerged() {
    int small = FactRows.account("UTC");
    var messages = List.of(KpiRequests.message(java.util.UUID.randomUUID(), FROM, true, "spring"));
    FactRows.messages(small, messages);
    CubeRows.write(small, messages, List.of());
    var filter = "Kpi eq 'open-rate' and Dimension eq 'campaign' and Date eq 2024-03-26";

    given()
        .auth()
        .oauth2(TestTokens.of("viewer", FactRows.waba(small)))
        .queryParam("$filter", filter)
        .get("/odata/v1/KpiDailyByDimension")
        .then()
        .body("value.Key", contains("other"))
        .body("value.Merged", contains(1));
    given()
        .auth()
        .oauth2(TestTokens.of("analyst", FactRows.waba(small)))
        .queryParam("$filter", filter)
        .get("/odata/v1/KpiDailyByDimension")
        .then()
        .body("value.Key", contains("spring"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$filter | Shoe eq 1 | 400",
        "$filter | Date eq 1999-01-01 | 400",
        "$filter | length(Kpi) eq 3 | 501",
        "$select | Shoe | 400",
        "$orderby | Date sideways | 400",
        "$top | -1 | 400",
        "$top | many | 400",
        "$skip | 1.5 | 400",
        "$count | maybe | 400",
        "$skiptoken | abc | 400",
        "$skiptoken | MAowCjAKMApub25l | 400",
        "$expand | Kpi | 501",
        "$apply | aggregate(Value with sum as S) | 501",
        "campaign | spring | 400",
      })
  void whatCannotBeAnsweredIsSaidAndNamed(String option, String value, int status) {
    problem(
            as("viewer").queryParam(option, value).get("/odata/v1/KpiDaily").then(),
            status,
            status == 501 ? "not-supported" : "bad-request")
        .body("errors.pointer", contains(option));
  }

  @Test
  void sortingMoreThanTheLimitIsRefused() {
    problem(
            as("viewer")
                .queryParam("$orderby", "Value")
                .get("/odata/v1/KpiDailyByDimension")
                .then(),
            400,
            "bad-request")
        .body("detail", containsString("at most 100"));
  }

  @Test
  void anUnknownSetIsNotFoundAndWithoutATokenThereIsNothing() {
    problem(as("viewer").get("/odata/v1/Shoes").then(), 404, "not-found");
    problem(given().get("/odata/v1/KpiDaily").then(), 401, "unauthorized");
    problem(as("integrator").get("/odata/v1/KpiDaily").then(), 403, "forbidden");
  }

  @Test
  void everyOperationSaysWhatACallerNeeds() {
    assertThat(OpenApiContract.omissions()).filteredOn(text -> text.contains("odata")).isEmpty();
  }

  private static RequestSpecification as(String role) {
    return given().auth().oauth2(TestTokens.of(role, FactRows.waba(account), FactRows.waba(other)));
  }

  private static Response query(String set, String... options) {
    var request = as("analyst");
    for (int i = 0; i < options.length; i += 2) {
      request.queryParam(options[i], options[i + 1]);
    }
    var answer = request.get("/odata/v1/" + set);
    answer.then().log().ifValidationFails().statusCode(200);
    return answer;
  }

  private static Response follow(String link) {
    var answer = as("analyst").urlEncodingEnabled(false).get(link);
    answer.then().log().ifValidationFails().statusCode(200);
    return answer;
  }
}
