package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.metrics.gauge.KpiGauges;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import io.rapport.testing.TestTokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a KPI is read, it is the same number. */
@QuarkusTest
@TestProfile(SurfacesTest.AllGauges.class)
@WithTestResource(PostgresTestResource.class)
class SurfacesTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final int DAYS = 30;

  /** With which settings all facts were made: a choice of what is chosen by default. */
  private static final int SETTINGS = 3;

  private static int account;

  @Inject Pool pool;
  @Inject KpiGauges gauges;

  /** Gauges for the accounts of all tests. */
  public static final class AllGauges implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rapport.metrics.gauge.most-accounts", "1000",
          "rapport.metrics.odata.page-size", "40");
    }
  }

  /** One number, as every surface has it. */
  private record Reading(Double value, long numerator, long denominator, long immature) {

    static Reading of(JsonObject json, String... names) {
      return new Reading(
          json.getDouble(names[0]),
          json.getLong(names[1]),
          json.getLong(names[2]),
          json.getLong(names[3]));
    }

    static Reading of(JsonObject json) {
      return of(json, "value", "numerator", "denominator", "immature");
    }

    void isAlso(Reading other, String where) {
      assertThat(other.numerator).as("numerator " + where).isEqualTo(numerator);
      assertThat(other.denominator).as("denominator " + where).isEqualTo(denominator);
      assertThat(other.immature).as("immature " + where).isEqualTo(immature);
      if (value == null) {
        assertThat(other.value).as("value " + where).isNull();
      } else {
        assertThat(other.value).as("value " + where).isNotNull();
        assertThat(Math.abs(other.value - value)).as("value " + where).isLessThan(1e-9);
      }
    }
  }

  @BeforeEach
  void randomFacts() {
    if (account == 0) {
      var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      var from = now.minus(Duration.ofDays(20));
      var facts = new RandomFacts(77, from, Duration.ofDays(20), 60, 8);
      var messages = facts.messages().stream().filter(m -> settled(m.sent(), now)).toList();
      var turns = facts.turns().stream().filter(t -> settled(t.started(), now)).toList();
      account = FactRows.account(ZONE.getId());
      FactRows.messages(account, messages);
      FactRows.turns(account, turns);
      CubeRows.write(account, messages, turns);
      // On a grid of six hours, an hour beside every horizon: nothing matures meanwhile.
      ProjectedHistories.in(pool)
          .copyTo(
              account, Duration.between(Story.BEGIN, now.minus(Duration.ofDays(31))).plusHours(1));
      settings();
    }
  }

  private static void settings() {
    for (var row :
        List.of(
            "metric_setting VALUES (%d, %d, now(), 'test', 86400, 604800, 86400, 86400)",
            // Of a version so new that nothing is to be rebuilt.
            "projection (account_id, settings_version, definition_version, rebuild_contacts)"
                + " VALUES (%d, %d, 1000, 0)")) {
      FactRows.run(
          "INSERT INTO rapport." + row.formatted(account, SETTINGS), PreparedStatement::addBatch);
    }
  }

  /** Whether the fact does not become mature while the test asks one surface after the other. */
  private static boolean settled(Instant start, Instant now) {
    return Stream.of(1, 24, 48, 72, 168, 336)
        .map(hours -> now.minus(Duration.ofHours(hours)))
        .noneMatch(edge -> Duration.between(edge, start).abs().toMinutes() < 10);
  }

  static Stream<String> kpis() {
    return KpiEntry.all().stream().map(KpiEntry::id);
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void filesHaveTheNumberOfREST(String kpi) {
    var rest = Reading.of(json("/v1/kpis/" + kpi));

    var ndjson = file("application/x-ndjson", "/v1/kpis/" + kpi + "/export");
    assertThat(ndjson).hasSize(1);
    rest.isAlso(Reading.of(new JsonObject(ndjson.getFirst())), "in NDJSON");
    rest.isAlso(csv(kpi), "in CSV");
    for (var part : Part.values()) {
      assertThat(
              file("application/x-ndjson", "/v1/kpis/" + kpi + "/facts/export?part=" + part.id()))
          .as(part + " in a file of facts")
          .hasSize((int) (part == Part.NUMERATOR ? rest.numerator : rest.denominator));
    }
    assertThat(rest.denominator + rest.immature).isPositive();
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void theFeedHasTheNumberOfRESTForEveryDay(String kpi) {
    var feed =
        feed("KpiDaily", "Kpi eq '" + kpi + "'").stream().collect(toMap(this::date, this::number));

    var series = json("/v1/kpis/" + kpi + "?granularity=day").getJsonArray("series");
    assertThat(series).hasSize(DAYS);
    assertThat(feed).hasSize(DAYS);
    steps(series).forEach((day, number) -> number.isAlso(feed.get(day), "on " + day));
    if (KpiEntry.all().stream().anyMatch(entry -> entry.id().equals(kpi) && entry.additive())) {
      var rest = Reading.of(json("/v1/kpis/" + kpi));
      assertThat(feed.values().stream().mapToLong(Reading::numerator).sum())
          .isEqualTo(rest.numerator);
      assertThat(feed.values().stream().mapToLong(Reading::denominator).sum())
          .isEqualTo(rest.denominator);
    }
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void theFeedHasTheNumberOfRESTForEveryGroupAndDay(String kpi) {
    var known = Questions.kpi(kpi).groupings().stream().map(Dimension::id).toList();
    for (var dimension :
        List.of("campaign", "origin", "bot", "channel", "lifecycle", "dayOfWeek")) {
      if (!known.contains(dimension)) {
        continue;
      }
      var feed =
          feed("KpiDailyByDimension", "Kpi eq '" + kpi + "' and Dimension eq '" + dimension + "'")
              .stream()
              .collect(toMap(row -> row.getString("Key") + date(row), this::number));
      int found = 0;
      for (var group :
          json("/v1/kpis/" + kpi + "?granularity=day&groupBy=" + dimension)
              .getJsonArray("groups")) {
        var key = Objects.requireNonNullElse(((JsonObject) group).getString("key"), "");
        for (var step : steps(((JsonObject) group).getJsonArray("series")).entrySet()) {
          step.getValue().isAlso(feed.get(key + step.getKey()), key + " on " + step.getKey());
          found++;
        }
      }
      assertThat(feed).hasSize(found);
      assertThat(found).isPositive();
    }
  }

  @Test
  void gaugesHaveTheNumbersOfREST() {
    gauges.refresh().await().atMost(Duration.ofMinutes(1));
    var lines =
        given().get("/q/metrics").then().statusCode(200).extract().asString().lines().toList();

    rest()
        .forEach(
            (kpi, number) ->
                number.isAlso(
                    new Reading(
                        sample(lines, "value", kpi),
                        sample(lines, "numerator", kpi).longValue(),
                        sample(lines, "denominator", kpi).longValue(),
                        sample(lines, "immature", kpi).longValue()),
                    "of " + kpi + " as a gauge"));
  }

  private static Double sample(List<String> lines, String name, String kpi) {
    var labels =
        "rapport_kpi_%s{account=\"%s\",kpi=\"%s\",".formatted(name, FactRows.waba(account), kpi);
    var found = lines.stream().filter(line -> line.startsWith(labels)).toList();
    assertThat(found).as(labels).hasSize(1);
    double sample = Double.parseDouble(found.getFirst().replaceAll(".* ", ""));
    return Double.isNaN(sample) ? null : (Double) sample;
  }

  @Test
  void theStreamHasTheNumbersOfREST() {
    try (var stream = EventStream.of(TestTokens.of("viewer", FactRows.waba(account)), account)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stream.events().size() >= KpiEntry.all().size());
      var streamed =
          stream.events().stream().collect(toMap(event -> event.getString("id"), Reading::of));

      rest().forEach((kpi, number) -> number.isAlso(streamed.get(kpi), "of " + kpi + " as event"));
    }
  }

  @Test
  void theViewsHaveTheNumbersOfREST() throws SQLException {
    var counts = new HashMap<String, List<Long>>();
    try (var admin = TestDatabase.shared().admin();
        var statement = admin.createStatement()) {
      statement.execute("CREATE ROLE bi_surfaces LOGIN PASSWORD 'bi' IN ROLE rapport_reporting");
      statement.execute(
          "INSERT INTO rapport.reporting_access VALUES (" + account + ", 'bi_surfaces')");
    }
    var to = LocalDate.now(ZONE).plusDays(1);
    try (var connection =
            DriverManager.getConnection(TestDatabase.shared().jdbcUrl(), "bi_surfaces", "bi");
        var statement =
            connection.prepareStatement(
                """
                SELECT kpi, sum(numerator), sum(denominator), sum(immature) FROM reporting.kpi_day
                JOIN reporting.dim_account USING (account_key)
                WHERE account = ? AND date >= ? AND date < ? GROUP BY kpi
                UNION ALL
                SELECT kpi, numerator, denominator, immature FROM reporting.kpi_contacts(?, ?)
                JOIN reporting.dim_account USING (account_key) WHERE account = ?""")) {
      statement.setString(1, FactRows.waba(account));
      statement.setObject(2, to.minusDays(DAYS));
      statement.setObject(3, to);
      statement.setObject(4, to.minusDays(DAYS));
      statement.setObject(5, to);
      statement.setString(6, FactRows.waba(account));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(rows.getString(1), List.of(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
        }
      }
    }

    // Retention would be that of the latest days that are over.
    var rest = rest("?from=%s&to=%s".formatted(to.minusDays(DAYS), to));
    assertThat(counts)
        .containsOnlyKeys(rest.keySet())
        .allSatisfy(
            (kpi, found) -> {
              var number = rest.get(kpi);
              assertThat(found)
                  .as(kpi)
                  .containsExactly(number.numerator, number.denominator, number.immature);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/kpis",
        "/v1/kpis/open-rate",
        "/v1/kpis/open-rate/facts?part=denominator",
        "/v1/kpis/open-rate/exclusions",
        "/v1/costs",
        "/v1/volumes",
        "/v1/cohorts",
        "/v1/heat-maps/open-rate",
        "/v1/send-times",
        "/v1/fatigue"
      })
  void everyAnswerSaysWithWhichSettingsItsFactsWereMade(String path) {
    assertThat(json(path).getInteger("settingsVersion")).isEqualTo(SETTINGS);
  }

  @Test
  void soDoesEveryLineOfAFile() {
    var numbers = file("text/csv", "/v1/kpis/open-rate/export?groupBy=campaign");
    assertThat(numbers.getFirst()).startsWith("account,kpi,definitionVersion,settingsVersion,");
    assertThat(numbers.subList(1, numbers.size()))
        .isNotEmpty()
        .allMatch(line -> line.contains(",open-rate,2," + SETTINGS + ","));
    var facts = file("text/csv", "/v1/kpis/open-rate/facts/export?part=denominator");
    assertThat(facts.getFirst()).endsWith(",definitionVersion,settingsVersion");
    assertThat(facts.subList(1, facts.size()))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(",2," + SETTINGS));
    for (var path : List.of("export", "facts/export?part=denominator")) {
      assertThat(file("application/x-ndjson", "/v1/kpis/open-rate/" + path))
          .isNotEmpty()
          .map(JsonObject::new)
          .allMatch(line -> line.getInteger("settingsVersion") == SETTINGS)
          .allMatch(line -> line.getInteger("definitionVersion") == 2);
    }
  }

  @Test
  void soDoesEveryRowOfTheFeedAndEveryEventOfTheStream() {
    assertThat(feed("KpiDaily", "Kpi eq 'open-rate'"))
        .isNotEmpty()
        .allMatch(row -> row.getInteger("SettingsVersion") == SETTINGS);
    try (var stream = EventStream.of(TestTokens.of("viewer", FactRows.waba(account)), account)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !stream.events().isEmpty());
      assertThat(stream.events())
          .allMatch(event -> event.getInteger("settingsVersion") == SETTINGS);
    }
  }

  private static Map<String, Reading> rest() {
    return rest("");
  }

  private static Map<String, Reading> rest(String period) {
    return json("/v1/kpis" + period).getJsonArray("kpis").stream()
        .map(JsonObject.class::cast)
        .collect(toMap(kpi -> kpi.getString("id"), Reading::of));
  }

  private static JsonObject json(String path) {
    var answer = as("analyst", account).get(path);
    answer.then().log().ifValidationFails().statusCode(200);
    return new JsonObject(answer.asString());
  }

  private static List<String> file(String type, String path) {
    var answer = as("analyst", account).accept(type).get(path);
    answer.then().log().ifValidationFails().statusCode(200);
    return answer.asString().lines().filter(line -> !line.isBlank()).toList();
  }

  /** The line of a file whose cells have no commas in quotes before the counts. */
  private static Reading csv(String kpi) {
    var lines = file("text/csv", "/v1/kpis/" + kpi + "/export");
    assertThat(lines).hasSize(2);
    var names = lines.getFirst().split(",", -1);
    var cells = lines.getLast().split(",", -1);
    var row =
        IntStream.range(0, names.length)
            .boxed()
            .limit(15)
            .collect(toMap(i -> names[i], i -> cells[i]));
    return new Reading(
        row.get("value").isEmpty() ? null : (Double) Double.parseDouble(row.get("value")),
        Long.parseLong(row.get("numerator")),
        Long.parseLong(row.get("denominator")),
        Long.parseLong(row.get("immature")));
  }

  private static Map<LocalDate, Reading> steps(JsonArray series) {
    return series.stream()
        .map(JsonObject.class::cast)
        .collect(
            toMap(
                step -> Instant.parse(step.getString("from")).atZone(ZONE).toLocalDate(),
                Reading::of));
  }

  /** All rows of the days that REST answers by default, page after page. */
  private static List<JsonObject> feed(String set, String filter) {
    var first = LocalDate.now(ZONE).plusDays(1).minusDays(DAYS);
    var rows = new ArrayList<JsonObject>();
    var answer =
        given()
            .auth()
            .oauth2(TestTokens.of("analyst", FactRows.waba(account)))
            .queryParam("$filter", filter + " and Date ge " + first)
            .get("/odata/v1/" + set);
    while (true) {
      answer.then().log().ifValidationFails().statusCode(200);
      var page = new JsonObject(answer.asString());
      page.getJsonArray("value").forEach(row -> rows.add((JsonObject) row));
      var next = page.getString("@odata.nextLink");
      if (next == null) {
        return rows;
      }
      answer =
          given()
              .urlEncodingEnabled(false)
              .auth()
              .oauth2(TestTokens.of("analyst", FactRows.waba(account)))
              .get(next);
    }
  }

  private LocalDate date(JsonObject row) {
    return LocalDate.parse(row.getString("Date"));
  }

  private Reading number(JsonObject row) {
    return Reading.of(row, "Value", "Numerator", "Denominator", "Immature");
  }
}
