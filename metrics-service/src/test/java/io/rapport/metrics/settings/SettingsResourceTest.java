package io.rapport.metrics.settings;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.PostgresTestResource;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class SettingsResourceTest {

  private static final String PATH = "/v1/metric-settings";

  private static final String CALENDAR =
      """
      {"zone":"Asia/Kathmandu",
       "weekly":{"monday":[{"from":"09:00","to":"12:30"},{"from":"13:30","to":"18:00"}],
        "saturday":[{"from":"22:00","to":"24:00"}],"sunday":[{"from":"00:00","to":"06:00"}]},
       "holidays":[{"date":"2026-12-24","hours":[{"from":"09:00","to":"12:00"}]},
        {"date":"2026-12-25"}]}""";

  private final int account = FactRows.account("UTC");

  private ValidatableResponse put(String ifMatch, String body) {
    return as("admin", account)
        .contentType("application/json")
        .header("If-Match", ifMatch)
        .body(body)
        .put(PATH)
        .then();
  }

  @Test
  void whoChoseNothingHasTheDefaults() {
    as("viewer", account)
        .get(PATH)
        .then()
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("account", equalTo(FactRows.waba(account)))
        .body("version", equalTo(0))
        .body("versionInEffect", equalTo(0))
        .body("recordedBy", nullValue())
        .body("episodeTimeout", equalTo("PT24H"))
        .body("attribution.click", equalTo("PT168H"))
        .body("attribution.read", equalTo("PT24H"))
        .body("attribution.delivery", equalTo("PT24H"))
        .body("calendar", nullValue());
  }

  @Test
  void aChangeIsAVersionThatIsWantedFirstAndInEffectLater() {
    put("\"0\"", "{\"episodeTimeout\":\"PT2H\",\"calendar\":" + CALENDAR + "}")
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("version", equalTo(1))
        .body("versionInEffect", equalTo(0))
        .body("recordedAt", notNullValue())
        .body("recordedBy", notNullValue())
        .body("episodeTimeout", equalTo("PT2H"))
        .body("calendar.zone", equalTo("Asia/Kathmandu"))
        .body("calendar.weekly.monday.from", contains("09:00", "13:30"))
        .body("calendar.weekly.saturday[0].to", equalTo("24:00"))
        .body("calendar.weekly.tuesday", empty())
        .body("calendar.holidays.date", contains("2026-12-24", "2026-12-25"))
        .body("calendar.holidays[1].hours", empty());
    as("admin", account).get("/v1/rebuild").then().body("state", equalTo("running"));
    put("\"1\"", "{\"attribution\":{\"read\":\"PT0S\",\"click\":\"P30D\"}}")
        .statusCode(200)
        .body("version", equalTo(2))
        .body("attribution.click", equalTo("PT720H"))
        .body("attribution.read", equalTo("PT0S"))
        .body("attribution.delivery", equalTo("PT24H"))
        // What is left out is as by default, not as before.
        .body("episodeTimeout", equalTo("PT24H"))
        .body("calendar", nullValue());
    history("", 2, 1);
  }

  private void history(String query, Integer... versions) {
    as("viewer", account)
        .get(PATH + "/history" + query)
        .then()
        .statusCode(200)
        .body("items.version", contains(versions))
        .body("items.recordedBy", hasSize(versions.length));
  }

  @Test
  void whatAlreadyHoldsIsNoChange() {
    put("\"0\"", "{\"calendar\":" + CALENDAR + "}").statusCode(200);
    put("\"1\"", "{\"episodeTimeout\":\"P1D\",\"calendar\":" + CALENDAR + "}")
        .statusCode(200)
        .header("ETag", "\"1\"");
    history("", 1);
  }

  @Test
  void whoHasSeenAnotherVersionChangesNothing() {
    problem(
        as("admin", account).contentType("application/json").body("{}").put(PATH).then(),
        428,
        "precondition-required");
    put("\"0\"", "{\"episodeTimeout\":\"PT2H\"}").statusCode(200);
    problem(put("\"0\"", "{\"episodeTimeout\":\"PT3H\"}"), 412, "precondition-failed");
    put("*", "{\"episodeTimeout\":\"PT3H\"}").statusCode(200).body("version", equalTo(2));
  }

  @Test
  void theHistoryComesInPages() {
    for (int version = 0; version < 3; version++) {
      put("*", "{\"episodeTimeout\":\"PT" + (version + 1) + "H\"}").statusCode(200);
    }
    String next =
        as("viewer", account)
            .get(PATH + "/history?limit=2")
            .then()
            .body("items.version", contains(3, 2))
            .extract()
            .path("next");
    as("viewer", account)
        .get(PATH + "/history?limit=2&cursor=" + next)
        .then()
        .body("items.version", contains(1))
        .body("next", nullValue());
    problem(as("viewer", account).get(PATH + "/history?cursor=x").then(), 400, "bad-request");
  }

  @Test
  void onlyAnAdministratorChangesSettings() {
    for (var role : new String[] {"viewer", "analyst", "marketer"}) {
      problem(
          as(role, account)
              .contentType("application/json")
              .header("If-Match", "*")
              .body("{}")
              .put(PATH)
              .then(),
          403,
          "forbidden");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"episodeTimeout":"PT59M"}                                              | /episodeTimeout
          {"episodeTimeout":"PT72H1S"}                                            | /episodeTimeout
          {"episodeTimeout":"a day"}                                              | /episodeTimeout
          {"attribution":{"click":"P31D"}}                                        | /attribution/click
          {"attribution":{"read":"PT1M"}}                                         | /attribution/read
          {"attribution":{"delivery":"-PT1H"}}                                    | /attribution/delivery
          {"calendar":{"zone":"Mars/Olympus","weekly":{}}}                        | /calendar/zone
          {"calendar":{"zone":"UTC"}}                                             | /calendar/weekly
          {"calendar":{"zone":"UTC","weekly":{"monday":[{"from":"9","to":"10:00"}]}}} | /calendar/weekly/monday/0/from
          {"calendar":{"zone":"UTC","weekly":{"friday":[{"from":"10:00","to":"09:00"}]}}} | /calendar/weekly/friday/0/to
          {"calendar":{"zone":"UTC","weekly":{"friday":[{"from":"10:00","to":"12:00"},{"from":"11:00","to":"13:00"}]}}} | /calendar/weekly/friday
          {"calendar":{"zone":"UTC","weekly":{},"holidays":[{"date":"2026-01-01"},{"date":"2026-01-01"}]}} | /calendar/holidays/1/date
          {"calendar":{"zone":"UTC","weekly":{},"holidays":[{"date":"2026-01-01","hours":[{"from":"24:00","to":"24:00"}]}]}} | /calendar/holidays/0/hours/0/to
          """)
  void whatCannotBeIsNamed(String body, String pointer) {
    problem(put("*", body), 400, "bad-request").body("errors[0].pointer", equalTo(pointer));
    assertNothingRecorded();
  }

  private void assertNothingRecorded() {
    as("viewer", account).get(PATH + "/history").then().body("items", empty());
  }
}
