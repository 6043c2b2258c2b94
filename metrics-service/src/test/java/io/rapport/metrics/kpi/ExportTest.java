package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.message;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.OpenApiContract;
import io.rapport.testing.PostgresTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ExportTest {

  private static final Instant FROM = Instant.parse("2024-03-26T00:00:00Z");
  private static final String PERIOD = "from=2024-03-26&to=2024-04-02&zone=UTC";

  private static int account;

  @BeforeEach
  void randomFacts() {
    if (account == 0) {
      var facts = new RandomFacts(72, FROM, Duration.ofDays(7), 40, 8);
      account = FactRows.account("UTC");
      FactRows.messages(account, facts.messages());
      FactRows.turns(account, facts.turns());
      CubeRows.write(account, facts.messages(), facts.turns());
    }
  }

  static Stream<String> kpis() {
    return KpiEntry.all().stream().map(KpiEntry::id);
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void aFileHasExactlyTheFactsThatTheNumberSays(String kpi) {
    for (var part : Part.values()) {
      int number = as("analyst", account).get("/v1/kpis/" + kpi + "?" + PERIOD).path(part.id());
      var path = "/v1/kpis/" + kpi + "/facts/export?part=" + part.id() + "&" + PERIOD;

      var csv = as("analyst", account).accept("text/csv").get(path);
      csv.then()
          .statusCode(200)
          .contentType(startsWith("text/csv"))
          .header("Content-Disposition", equalTo("attachment; filename=\"" + kpi + "-facts.csv\""));
      var ndjson = as("admin", account).accept("application/x-ndjson").get(path);
      ndjson.then().statusCode(200).contentType(startsWith("application/x-ndjson"));

      assertThat(lines(csv.asString())).as(part + " of " + kpi).hasSize(number + 1);
      assertThat(lines(csv.asString()).getFirst()).startsWith("contactId,");
      assertThat(lines(ndjson.asString())).hasSize(number).doesNotHaveDuplicates();
      assertThat(lines(ndjson.asString())).allSatisfy(line -> assertThat(line).startsWith("{"));
    }
  }

  /** Of messages, and of contacts, each with the first of its messages. */
  @ParameterizedTest
  @CsvSource({"open-rate, numerator", "opt-out-rate, denominator"})
  void moreFactsThanFitIntoMemoryAtATimeComeInTheirOrder(String kpi, String part) {
    int large = FactRows.account("UTC");
    FactRows.messages(
        large,
        IntStream.range(0, 4321)
            .mapToObj(i -> message(UUID.randomUUID(), FROM.plusSeconds(i / 3), true, "spring"))
            .toList());

    var file =
        as("analyst", large)
            .accept("application/x-ndjson")
            .get("/v1/kpis/" + kpi + "/facts/export?part=" + part + "&" + PERIOD)
            .asString();

    var times =
        lines(file).stream().map(line -> line.replaceAll(".*\"sentAt\":\"([^\"]*)\".*", "$1"));
    assertThat(lines(file)).hasSize(4321).doesNotHaveDuplicates();
    assertThat(times.map(Instant::parse)).isSorted();
  }

  @Test
  void nothingIsAFileWithoutLines() {
    int empty = FactRows.account("UTC");
    var path = "/v1/kpis/open-rate/facts/export?part=numerator&" + PERIOD;

    assertThat(lines(as("analyst", empty).accept("text/csv").get(path).asString())).hasSize(1);
    assertThat(as("analyst", empty).accept("application/x-ndjson").get(path).asString()).isBlank();
  }

  @Test
  void aCampaignWithTheNameOfAFormulaIsAText() {
    int account = FactRows.account("UTC");
    FactRows.messages(
        account,
        List.of(message(UUID.randomUUID(), FROM, true, "=HYPERLINK(\"http://x.example\")")));

    var csv =
        as("analyst", account)
            .accept("text/csv")
            .get("/v1/kpis/conversion-rate/export?groupBy=campaign&" + PERIOD)
            .asString();

    assertThat(csv).contains(",\"'=HYPERLINK(\"\"http://x.example\"\")\",");
  }

  @Test
  void groupsAndStepsAreLinesWithoutTheirWhole() {
    var csv =
        as("analyst", account)
            .accept("text/csv")
            .get("/v1/kpis/open-rate/export?groupBy=language&granularity=day&" + PERIOD)
            .asString();

    // A header; German, English and no language on seven days.
    assertThat(lines(csv)).hasSize(1 + 3 * 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "marketer", "privacy", "integrator"})
  void exportsAreForAnalysts(String role) {
    problem(as(role, account).get("/v1/kpis/open-rate/export").then(), 403, "forbidden");
    problem(
        as(role, account).get("/v1/kpis/open-rate/facts/export?part=numerator").then(),
        403,
        "forbidden");
  }

  @ParameterizedTest
  @CsvSource({
    "export, granularity=minute, granularity",
    "export, groupBy=shoeSize, groupBy",
    "export, campain=spring, campain",
    "export, compare=previous, compare",
    "facts/export, limit=5, limit",
    "facts/export, part=both, part",
    "facts/export, part=numerator&from=yesterday, from",
  })
  void whatMakesNoSenseIsABadRequestThatNamesTheParameter(
      String path, String query, String parameter) {
    problem(
            as("analyst", account).get("/v1/kpis/open-rate/" + path + "?" + query).then(),
            400,
            "bad-request")
        .body("errors.pointer", contains(parameter));
  }

  @Test
  void anUnknownKpiIsNotFound() {
    problem(as("analyst", account).get("/v1/kpis/shoe-size/export").then(), 404, "not-found");
  }

  @Test
  void everyOperationSaysWhatACallerNeeds() {
    assertThat(OpenApiContract.omissions()).filteredOn(text -> text.contains("export")).isEmpty();
  }

  private static List<String> lines(String file) {
    return file.lines().toList();
  }
}
