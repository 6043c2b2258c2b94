package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.message;
import static io.rapport.metrics.kpi.KpiRequests.turn;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Series and groups. The filter on segment, which no cube keeps, makes the facts answer. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiDivisionTest {

  private static final Instant MAY = Instant.parse("2024-05-01T08:00:00Z");

  @Test
  void daysHave23And25HoursWhenClocksChange() {
    int account = FactRows.account("Europe/Berlin");

    as("viewer", account)
        .get("/v1/kpis/open-rate?from=2024-03-30&to=2024-04-01&granularity=day")
        .then()
        .statusCode(200)
        .body("series.from", contains("2024-03-29T23:00:00Z", "2024-03-30T23:00:00Z"))
        .body("series.to", contains("2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z"));
    as("viewer", account)
        .get("/v1/kpis/open-rate?from=2024-03-31&to=2024-04-01&granularity=hour")
        .then()
        .body("series", hasSize(23));
    as("viewer", account)
        .get("/v1/kpis/open-rate?from=2024-10-27&to=2024-10-28&granularity=hour")
        .then()
        .body("series", hasSize(25));
  }

  @Test
  void theHourThatComesTwiceIsTwoSteps() {
    int account = FactRows.account("Europe/Berlin");
    send(account, "a", 1, Instant.parse("2024-10-27T00:30:00Z"));
    send(account, "a", 2, Instant.parse("2024-10-27T01:30:00Z"));
    var url = "/v1/kpis/open-rate?from=2024-10-27&to=2024-10-28&format=";

    as("viewer", account)
        .get(url + "&granularity=hour")
        .then()
        .body("series[2].from", equalTo("2024-10-27T00:00:00Z"))
        .body("series[2].denominator", equalTo(1))
        .body("series[3].from", equalTo("2024-10-27T01:00:00Z"))
        .body("series[3].denominator", equalTo(2))
        .body("series[4].denominator", equalTo(0))
        .body("series[4].value", nullValue());
    as("analyst", account)
        .get(url + "&groupBy=hourOfDay")
        .then()
        .body("groups.key", contains("2"))
        .body("groups.denominator", contains(3));
  }

  @Test
  void aDayInKathmanduBeginsAtAQuarterPastSix() {
    int account = FactRows.account("Asia/Kathmandu");
    send(account, "a", 1, Instant.parse("2024-05-01T18:14:59Z"));
    send(account, "a", 2, Instant.parse("2024-05-01T18:15:00Z"));

    as("viewer", account)
        .get("/v1/kpis/open-rate?from=2024-05-01&to=2024-05-03&format=&granularity=day")
        .then()
        .statusCode(200)
        .body("series.from", contains("2024-04-30T18:15:00Z", "2024-05-01T18:15:00Z"))
        .body("series.denominator", contains(1, 2));
  }

  @Test
  void aDayWithTwoMidnightsBeginsAtTheFirst() {
    int account = FactRows.account("Atlantic/Azores");
    send(account, "a", 1, Instant.parse("2024-10-27T00:30:00Z"));
    send(account, "a", 2, Instant.parse("2024-10-27T01:30:00Z"));

    as("viewer", account)
        .get("/v1/kpis/open-rate?from=2024-10-26&to=2024-10-28&format=&granularity=day")
        .then()
        .statusCode(200)
        .body("series.from", contains("2024-10-26T00:00:00Z", "2024-10-27T00:00:00Z"))
        .body("series.denominator", contains(0, 3));
  }

  @Test
  void aGroupWhoseFactsHaveAllMovedElsewhereIsNone() {
    int account = FactRows.account("UTC");
    var messages = List.of(message(UUID.randomUUID(), MAY, true, "spring"));
    var turns = List.of(turn(UUID.randomUUID(), MAY, Duration.ofMinutes(1)));
    FactRows.messages(account, messages);
    FactRows.turns(account, turns);
    CubeRows.write(account, messages, turns);
    CubeRows.emptied(account, MAY, "gone");
    var period = "?from=2024-05-01&to=2024-05-02";

    as("analyst", account)
        .get("/v1/kpis/open-rate" + period + "&groupBy=campaign")
        .then()
        .body("groups.key", contains("spring"));
    for (var kpi : List.of("answer-rate", "response-time")) {
      as("analyst", account)
          .get("/v1/kpis/" + kpi + period + "&groupBy=campaign")
          .then()
          .body("groups.denominator", contains(1));
    }
  }

  @Test
  void aSeriesBeginsAndEndsWithItsPeriod() {
    int account = FactRows.account("UTC");
    send(account, "a", 1, MAY);

    as("viewer", account)
        .get(
            "/v1/kpis/open-rate?from=2024-05-01T07:30:00Z&to=2024-05-14T12:00:00Z&format="
                + "&granularity=week")
        .then()
        .body(
            "series.from",
            contains("2024-05-01T07:30:00Z", "2024-05-06T00:00:00Z", "2024-05-13T00:00:00Z"))
        .body(
            "series.to",
            contains("2024-05-06T00:00:00Z", "2024-05-13T00:00:00Z", "2024-05-14T12:00:00Z"))
        .body("series.denominator", contains(1, 0, 0));
  }

  @Test
  void groupsAddUpToTheWholeAndCarryTheirSeries() {
    int account = FactRows.account("UTC");
    send(account, "spring", 6, MAY);
    send(account, null, 7, MAY.plusSeconds(86_400));

    as("viewer", account)
        .get(
            "/v1/kpis/open-rate?from=2024-05-01&to=2024-05-03&format=&groupBy=campaign"
                + "&granularity=day")
        .then()
        .statusCode(200)
        .body("denominator", equalTo(13))
        .body("series.denominator", contains(6, 7))
        .body("groups.key", contains(null, "spring"))
        .body("groups.denominator", contains(7, 6))
        .body("groups[0].interval.method", equalTo("wilson"))
        .body("groups[0].series.denominator", contains(0, 7))
        .body("groups[1].series.denominator", contains(6, 0));
  }

  @Test
  void channelsAreNamedByTheirPhoneNumberId() {
    int account = FactRows.account("UTC");
    send(account, "spring", 6, MAY);

    as("viewer", account)
        .get("/v1/kpis/open-rate?from=2024-05-01&to=2024-05-03&format=&groupBy=channel")
        .then()
        .body("groups.key", contains("phone-1"));
  }

  @Test
  void smallGroupsAreMergedForThoseWhoMayNotSeeContacts() {
    int account = FactRows.account("UTC");
    send(account, "big", 6, MAY);
    send(account, "small", 3, MAY);
    send(account, "tiny", 2, MAY);
    var url = "/v1/kpis/open-rate?from=2024-05-01&to=2024-05-02&format=&groupBy=campaign";

    as("viewer", account)
        .get(url + "&granularity=day")
        .then()
        .body("groups.key", contains("big", "other"))
        .body("groups.denominator", contains(6, 5))
        .body("groups[1].merged", equalTo(2))
        .body("groups[1].series.denominator", contains(5));
    as("analyst", account)
        .get(url)
        .then()
        .body("groups.key", contains("big", "small", "tiny"))
        .body("groups.denominator", contains(6, 3, 2));
  }

  @Test
  void aSingleSmallGroupIsNotTheDifferenceToTheWhole() {
    int account = FactRows.account("UTC");
    send(account, "big", 9, MAY);
    send(account, "middle", 6, MAY);
    send(account, "tiny", 2, MAY);

    as("marketer", account)
        .get("/v1/kpis/open-rate?from=2024-05-01&to=2024-05-02&format=&groupBy=campaign")
        .then()
        .body("groups.key", contains("big", "other"))
        .body("groups.denominator", contains(9, 8))
        .body("groups[1].merged", equalTo(2));
  }

  @Test
  void oneContactWithManyMessagesIsStillASmallGroup() {
    int account = FactRows.account("UTC");
    send(account, "big", 6, MAY);
    var contact = UUID.randomUUID();
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < 20; i++) {
      messages.add(message(contact, MAY.plusSeconds(i), true, "loud"));
    }
    FactRows.messages(account, messages);

    as("privacy", account)
        .get("/v1/kpis/open-rate?from=2024-05-01&to=2024-05-02&format=&groupBy=campaign")
        .then()
        .body("groups.key", contains("other"))
        .body("groups.denominator", contains(26));
    as("admin", account)
        .get("/v1/kpis/open-rate?from=2024-05-01&to=2024-05-02&format=&groupBy=campaign")
        .then()
        .body("groups.key", hasItem("loud"));
  }

  /** One message, unread, to each of so many contacts. */
  private static void send(int account, String campaign, int contacts, Instant sent) {
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < contacts; i++) {
      messages.add(message(UUID.randomUUID(), sent, false, campaign));
    }
    FactRows.messages(account, List.copyOf(messages));
  }
}
