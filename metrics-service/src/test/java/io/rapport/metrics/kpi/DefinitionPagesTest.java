package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each KPI has its page, which says what the catalogue says; its SQL gives the same number. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class DefinitionPagesTest {

  private static final Path PAGES = Path.of("../docs/kpis");
  private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JSON = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
  private static final Period ALL = new Period(Story.at("-24H"), Story.at("400H"));
  private static final Period PART = new Period(Story.at("120H"), Story.at("192H1S"));

  @Inject Pool pool;
  @Inject Snapshots snapshots;

  static Stream<String> kpis() {
    return Catalogue.all().stream().map(KpiDefinition::id);
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void thePageSaysWhatTheCatalogueSays(String id) throws IOException {
    var kpi = Questions.kpi(id);
    var page = page(id);
    assertThat(page).startsWith("# " + id + " ");
    assertThat(page).contains("| definition version | " + kpi.definitionVersion() + " |");
    assertThat(page).contains("| numerator", "| horizon | ", "| interval | ");
    assertThat(Files.readString(Path.of("../docs/kpis.md"))).contains("(kpis/" + id + ".md)");

    var example = new JsonObject(only(JSON, page));
    assertThat(example.getString("id")).isEqualTo(id);
    assertThat(example.getInteger("definitionVersion")).isEqualTo(kpi.definitionVersion());
    assertThat(example.getString("unit")).isEqualTo(kpi.unit().id());
    if (kpi.unit() == Unit.RATIO) {
      assertThat(example.getDouble("value") * example.getLong("denominator"))
          .isCloseTo(example.getLong("numerator"), Offset.offset(0.5));
    }
    if (!example.getJsonObject("interval").getString("method").startsWith("wilson")) {
      assertThat(example.getJsonObject("interval").getString("method")).isEqualTo(kpi.interval());
    }
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void theSqlOnThePageGivesTheNumber(String id) throws IOException, SQLException {
    var kpi = Questions.kpi(id);
    var sql = only(SQL, page(id));
    for (var scope :
        List.of(
            scope(ALL, ProjectedHistories.PROJECTED),
            scope(ALL, Story.at("240H")),
            scope(PART, ProjectedHistories.PROJECTED),
            scope(PART, Story.at("170H")))) {
      var histories = ProjectedHistories.in(pool);
      var figures =
          Assessment.of(
              kpi,
              histories.tallies(snapshots, List.of(kpi), scope, Breakdown.NONE, true).of(Cell.ALL));

      var row = run(sql, histories.accountId(), scope);

      assertThat(row)
          .as(id + " of " + scope)
          .containsEntry("numerator", (double) figures.numerator())
          .containsEntry("denominator", (double) figures.denominator());
      if (row.containsKey("value")) {
        assertThat(figures.value().orElseThrow())
            .isCloseTo(row.get("value"), Percentage.withPercentage(1.01));
      }
    }
  }

  private static Scope scope(Period period, Instant asOf) {
    return new Scope(0, period, ZoneOffset.UTC, Map.of(), asOf);
  }

  private static String page(String id) throws IOException {
    return Files.readString(PAGES.resolve(id + ".md"));
  }

  private static String only(Pattern pattern, String page) {
    var found = pattern.matcher(page).results().map(match -> match.group(1)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static Map<String, Double> run(String sql, int account, Scope scope) throws SQLException {
    var filled =
        sql.replace(":account", Integer.toString(account))
            .replace(":from", literal(scope.period().from()))
            .replace(":to", literal(scope.period().to()))
            .replace(":before", literal(scope.period().previous(scope.zone()).from()))
            .replace(":as_of", literal(scope.asOf()));
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      statement.execute("SET search_path TO rapport");
      try (var result = statement.executeQuery(filled)) {
        assertThat(result.next()).isTrue();
        var row = new HashMap<String, Double>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnLabel(i), result.getDouble(i));
        }
        assertThat(result.next()).isFalse();
        return row;
      }
    }
  }

  private static String literal(Instant moment) {
    return "TIMESTAMPTZ '" + moment + "'";
  }
}
