package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reporting login reads are the numbers of REST. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ReportingTest {

  private static final String PERIOD = "from=2026-03-01&to=2026-03-20";
  private static final List<String> OF_CONTACTS =
      List.of("conversion-rate", "opt-out-rate", "retention-rate");

  private static final String BLOCKED =
      """
      SELECT %s, sum(blocked) FROM reporting.fact_blocked_day
      WHERE date >= '2026-03-01' AND date < '2026-03-20' GROUP BY 1""";

  private static boolean prepared;

  @Inject Pool pool;

  private String waba;

  @BeforeEach
  void login() throws SQLException {
    var histories = ProjectedHistories.in(pool);
    waba = histories.wabaId();
    if (!prepared) {
      try (var admin = TestDatabase.shared().admin();
          var statement = admin.createStatement()) {
        statement.execute("CREATE ROLE bi_reports LOGIN PASSWORD 'bi' IN ROLE rapport_reporting");
        statement.execute(
            "INSERT INTO rapport.reporting_access VALUES (%d, 'bi_reports')"
                .formatted(histories.accountId()));
      }
      prepared = true;
    }
  }

  static Stream<String> kpisOfDays() {
    return Catalogue.all().stream().map(KpiDefinition::id).filter(id -> !OF_CONTACTS.contains(id));
  }

  @ParameterizedTest
  @MethodSource("kpisOfDays")
  void everyDayHasTheCountsOfREST(String kpi) throws SQLException {
    var rest = new TreeMap<String, List<Long>>();
    for (var step : json(kpi + "?granularity=day&" + PERIOD).getJsonArray("series")) {
      var day = (JsonObject) step;
      var counts = counts(day);
      if (!counts.equals(List.of(0L, 0L, 0L))) {
        rest.put(day.getString("from").substring(0, 10), counts);
      }
    }

    assertThat(
            rows(
                """
                SELECT date, numerator, denominator, immature FROM reporting.kpi_day
                WHERE kpi = '%s' AND date >= '2026-03-01' AND date < '2026-03-20'
                  AND numerator + denominator + immature > 0"""
                    .formatted(kpi)))
        .isEqualTo(rest)
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01, 2026-03-20", "2026-03-08, 2026-03-14", "2026-03-05, 2026-03-06"})
  void contactsAreCountedOnceInAnyPeriod(String from, String to) throws SQLException {
    var found =
        rows(
            "SELECT kpi, numerator, denominator, immature FROM reporting.kpi_contacts('%s', '%s')"
                .formatted(from, to));

    assertThat(found).hasSize(OF_CONTACTS.size());
    for (var kpi : OF_CONTACTS) {
      assertThat(found.get(kpi))
          .as(kpi)
          .isEqualTo(counts(json(kpi + "?from=" + from + "&to=" + to)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "open-rate, fact_message_day, lifecycle, lifecycle, opened, open_population",
    "answer-rate, fact_turn_day, lifecycle, lifecycle, answered_24h, turns_24h",
    "bot-coverage, fact_episode_day, bot, bot, covered, customer_episodes",
    "bot-escalation, fact_episode_day, lifecycle, lifecycle, escalated, bot_episodes",
    "queue-abandonment, fact_wait_day, initiatedBy, initiated_by, waited_in_vain, waits",
    "queue-abandonment, fact_wait_day, handoverReason, handover_reason, waited_in_vain, waits",
    "flow-abandonment, fact_flow_run_day, flow, flow, abandoned, runs",
    "fallback-rate, fact_bot_input_day, intent, intent, fallbacks, inputs",
    "cart-abandonment, fact_cart_day, lifecycle, lifecycle, carts_abandoned, carts",
    "csat, fact_invitation_day, survey, survey, top_answers, answers"
  })
  void everyGroupHasTheCountsOfREST(
      String kpi, String view, String groupBy, String column, String numerator, String denominator)
      throws SQLException {
    var rest = new TreeMap<String, List<Long>>();
    for (var group : json(kpi + "?groupBy=" + groupBy + "&" + PERIOD).getJsonArray("groups")) {
      var json = (JsonObject) group;
      if (json.getLong("denominator") > 0) {
        rest.put(
            requireNonNullElse(json.getString("key"), ""),
            List.of(json.getLong("numerator"), json.getLong("denominator")));
      }
    }
    var scale = kpi.equals("csat") ? "AND scale = 'csat'" : "";

    assertThat(
            rows(
                """
                SELECT %s, sum(%s), sum(%s) FROM reporting.%s
                WHERE date >= '2026-03-01' AND date < '2026-03-20' %s
                GROUP BY 1 HAVING sum(%s) > 0"""
                    .formatted(column, numerator, denominator, view, scale, denominator)))
        .isEqualTo(rest)
        .isNotEmpty();
  }

  @Test
  void conversionsAndTheirValueAreThoseOfREST() throws SQLException {
    var detail = json("conversion-rate?" + PERIOD).getJsonObject("detail");
    var found =
        rows(
            """
            SELECT touch, sum(conversions), sum(minor_units) FROM reporting.fact_conversion_day
            WHERE date >= '2026-03-01' AND date < '2026-03-20' GROUP BY 1""");

    assertThat(found).isNotEmpty();
    for (var touch : detail.getJsonObject("byTouch")) {
      long conversions = found.getOrDefault(touch.getKey(), List.of(0L)).getFirst();
      assertThat(conversions).as(touch.getKey()).isEqualTo(((Number) touch.getValue()).longValue());
    }
    var worth =
        rows(
            """
            SELECT currency, sum(minor_units) FROM reporting.fact_conversion_day
            WHERE currency <> '' AND date >= '2026-03-01' AND date < '2026-03-20' GROUP BY 1""");
    for (var amount : detail.getJsonArray("value")) {
      var json = (JsonObject) amount;
      assertThat(worth)
          .containsEntry(json.getString("currency"), List.of(json.getLong("minorUnits")));
    }
  }

  @Test
  void outcomesAndFunnelsAreThoseOfREST() throws SQLException {
    var steps = new TreeMap<String, List<Long>>();
    for (var step :
        json("flow-abandonment?" + PERIOD).getJsonObject("detail").getJsonArray("steps")) {
      var json = (JsonObject) step;
      steps.put(
          requireNonNullElse(json.getString("flow"), "") + " " + json.getString("step"),
          List.of(json.getLong("reached"), json.getLong("unanswered")));
    }
    assertThat(
            rows(
                """
                SELECT flow || ' ' || step, sum(reached), sum(unanswered)
                FROM reporting.fact_flow_step_day
                WHERE date >= '2026-03-01' AND date < '2026-03-20' GROUP BY 1"""))
        .isEqualTo(steps)
        .isNotEmpty();

    var outcomes =
        json("bot-self-resolution?" + PERIOD).getJsonObject("detail").getJsonObject("outcomes");
    assertThat(
            rows(
                """
                SELECT 'all', sum(self_resolved), sum(escalated), sum(taken_over), sum(left_by_customer)
                FROM reporting.fact_episode_day
                WHERE date >= '2026-03-01' AND date < '2026-03-20'"""))
        .containsEntry(
            "all",
            Stream.of("self-resolved", "escalated", "human-takeover", "abandoned")
                .map(outcomes::getLong)
                .toList());
  }

  @Test
  void whatWasHeldBackIsThatOfREST() throws SQLException {
    var volumes = volumes();
    var reasons = new TreeMap<String, List<Long>>();
    var total = volumes.getJsonObject("total").getJsonObject("blocked");
    total
        .getJsonObject("byReason")
        .forEach(it -> reasons.put(it.getKey(), List.of(((Number) it.getValue()).longValue())));
    assertThat(rows(BLOCKED.formatted("reason"))).isEqualTo(reasons).hasSize(4);

    var days = new TreeMap<String, List<Long>>();
    for (var step : volumes.getJsonArray("series")) {
      var day = (JsonObject) step;
      long blocked = day.getJsonObject("counts").getJsonObject("blocked").getLong("total");
      if (blocked > 0) {
        days.put(day.getString("from").substring(0, 10), List.of(blocked));
      }
    }
    assertThat(rows(BLOCKED.formatted("date"))).isEqualTo(days).isNotEmpty();
    assertThat(rows(BLOCKED.formatted("lifecycle"))).hasSizeGreaterThan(1);
    assertThat(rows(BLOCKED.formatted("origin"))).containsKeys("campaign", "");
    assertThat(rows(BLOCKED.formatted("campaign"))).containsOnlyKeys("", "autumn", "spring");
    assertThat(rows(BLOCKED.formatted("channel_key"))).containsOnlyKeys("0", "1", "2");
  }

  private JsonObject volumes() {
    var answer = as("analyst", waba).get("/v1/volumes?granularity=day&" + PERIOD);
    answer.then().log().ifValidationFails().statusCode(200);
    return new JsonObject(answer.asString());
  }

  @Test
  void everyViewIsExplained() throws SQLException {
    assertThat(
            rows(
                """
                SELECT relname FROM pg_class
                WHERE relnamespace = 'reporting'::regnamespace AND obj_description(oid) IS NULL"""))
        .isEmpty();
  }

  private JsonObject json(String question) {
    var answer = as("analyst", waba).get("/v1/kpis/" + question);
    answer.then().log().ifValidationFails().statusCode(200);
    return new JsonObject(answer.asString());
  }

  private static List<Long> counts(JsonObject number) {
    return Stream.of("numerator", "denominator", "immature").map(number::getLong).toList();
  }

  /** The first column, and the numbers beside it. */
  private static Map<String, List<Long>> rows(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(TestDatabase.shared().jdbcUrl(), "bi_reports", "bi");
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new TreeMap<String, List<Long>>();
      while (result.next()) {
        var numbers = new Long[result.getMetaData().getColumnCount() - 1];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = result.getLong(i + 2);
        }
        rows.put(result.getString(1), List.of(numbers));
      }
      return rows;
    }
  }
}
