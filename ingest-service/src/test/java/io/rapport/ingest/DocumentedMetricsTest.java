package io.rapport.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Operators find every metric in the documentation. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class DocumentedMetricsTest {

  private static final Pattern OURS = Pattern.compile("(?m)^# TYPE (rapport_\\w+) ");

  @Test
  void eachMetricIsDescribed() throws IOException {
    var documented = Files.readString(Path.of("../docs/configuration.md"));
    var metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    var names = OURS.matcher(metrics).results().map(found -> found.group(1)).toList();
    assertThat(names)
        .contains("rapport_ingest_webhooks")
        // What Prometheus adds to a timer or a distribution.
        .map(name -> name.replaceAll("_max$", ""))
        .allSatisfy(name -> assertThat(documented).containsPattern("`" + name + "(_total)?`"));
  }
}
