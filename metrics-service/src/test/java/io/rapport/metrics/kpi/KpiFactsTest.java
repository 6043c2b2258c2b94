package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiFactsTest {

  private static final Instant FROM = Instant.parse("2024-03-26T00:00:00Z");
  private static final String PERIOD = "from=2024-03-26T01:00:01Z&to=2024-04-02&zone=UTC";

  private static int account;

  @BeforeEach
  void randomFacts() {
    if (account == 0) {
      var facts = new RandomFacts(71, FROM, Duration.ofDays(8), 40, 8);
      account = FactRows.account("UTC");
      FactRows.messages(account, facts.messages());
      FactRows.turns(account, facts.turns());
      facts.receipts().forEach((contact, last) -> FactRows.receipt(account, contact, last));
      CubeRows.write(account, facts.messages(), facts.turns());
    }
  }

  static Stream<String> kpis() {
    return Catalogue.all().stream()
        .filter(kpi -> kpi.computation().table().sums() == Sums.QUARTERS)
        .map(KpiDefinition::id);
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void thereAreExactlyAsManyFactsAsTheNumberSays(String kpi) {
    for (var filter : List.of("", "&campaign=spring", "&channel=phone-2&segment=vip")) {
      var answer = as("analyst", account).get("/v1/kpis/" + kpi + "?" + PERIOD + filter);
      answer.then().statusCode(200);
      for (var part : Part.values()) {
        int number = answer.path(part.id());
        var facts = pages(kpi, part, filter, 23);

        assertThat(facts).as("%s of %s%s", part, kpi, filter).hasSize(number);
        assertThat(facts).doesNotHaveDuplicates();
        assertThat(facts).allSatisfy(fact -> assertThat((String) fact.get("reason")).isNotBlank());
        if (filter.isEmpty()) {
          assertThat(number).isPositive();
        }
      }
    }
  }

  @Test
  void theNumeratorIsAPartOfTheDenominator() {
    assertThat(ids(pages("open-rate", Part.DENOMINATOR, "", 1000)))
        .containsAll(ids(pages("open-rate", Part.NUMERATOR, "", 1000)));
  }

  @Test
  void factsAreInTheOrderOfTheirTimes() {
    var times =
        pages("answer-rate", Part.DENOMINATOR, "", 31).stream()
            .map(fact -> Instant.parse((String) fact.get("startedAt")))
            .toList();

    assertThat(times).isSorted();
  }

  @Test
  void aFactSaysWhenAndWhyItCounts() {
    var fact = pages("open-rate", Part.NUMERATOR, "", 1000).getFirst();

    assertThat(fact)
        .containsKeys("contactId", "messageId", "channel", "sentAt", "deliveredAt", "readAt");
    assertThat((String) fact.get("reason"))
        .matches("read PT\\S+ after sending, at least PT72H ago");
  }

  @Test
  void anEarlierAnswerCanBeOpened() {
    // Long before the period, everything in it was immature.
    as("analyst", account)
        .get("/v1/kpis/open-rate/facts?part=denominator&asOf=2024-03-26T00:00:00Z&" + PERIOD)
        .then()
        .statusCode(200)
        .body("items.size()", is(0));
  }

  @Test
  void aCursorIsGoodForItsOwnQuestionOnly() {
    String next =
        as("analyst", account)
            .get("/v1/kpis/open-rate/facts?part=denominator&limit=2&" + PERIOD)
            .then()
            .statusCode(200)
            .extract()
            .path("next");

    for (var other :
        List.of(
            "/v1/kpis/delivery-rate/facts?part=denominator&" + PERIOD,
            "/v1/kpis/open-rate/facts?part=numerator&" + PERIOD,
            "/v1/kpis/open-rate/facts?part=denominator&campaign=spring&" + PERIOD)) {
      problem(
              as("analyst", account).queryParam("cursor", next).get(other).then(),
              400,
              "bad-request")
          .body("errors.pointer", contains("cursor"));
    }
  }

  @Test
  void aCursorBeyondTheCalendarIsABadRequest() {
    var far = Instant.ofEpochSecond(8_000_000_000_000L);
    var parameters =
        Map.of("account", List.of(FactRows.waba(account)), "part", List.of("numerator"));
    var kpi = Questions.kpi("open-rate");
    int digest = Questions.digest(kpi, Part.NUMERATOR.id(), parameters);
    var id = new UUID(0, 0);

    for (var forged :
        List.of(new Cursor(far, FROM, id, id, digest), new Cursor(FROM, far, id, id, digest))) {
      problem(
              as("analyst", account)
                  .queryParam("cursor", forged.encode())
                  .get("/v1/kpis/open-rate/facts?part=numerator")
                  .then(),
              400,
              "bad-request")
          .body("errors.pointer", contains("cursor"));
    }
  }

  private static List<Map<String, Object>> pages(String kpi, Part part, String filter, int limit) {
    return KpiRequests.pages(
        FactRows.waba(account),
        "/v1/kpis/%s/facts?part=%s&%s%s".formatted(kpi, part.id(), PERIOD, filter),
        limit);
  }

  private static List<Object> ids(List<Map<String, Object>> facts) {
    return facts.stream().map(fact -> fact.get("messageId")).toList();
  }
}
