package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.security.Account;
import io.rapport.testing.PostgresTestResource;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who names no period wants to know of the latest one that says something. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class LatestRetentionTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

  @Inject KpiReadings readings;

  private int account;
  private LocalDate today;

  @BeforeEach
  void sixOfElevenCameAgainAndOneMoreToday() {
    account = FactRows.account(ZONE.getId());
    today = LocalDate.now(ZONE);
    for (int i = 0; i < 11; i++) {
      var contact = UUID.randomUUID();
      FactRows.inbound(account, contact, begin(today.minusDays(40)));
      if (i < 6) {
        FactRows.inbound(account, contact, begin(today.minusDays(1)));
      } else if (i == 6) {
        FactRows.inbound(account, contact, begin(today));
      }
    }
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  @Test
  void aloneItIsAnsweredOfTheDaysThatAreOver() {
    as("viewer", account)
        .get("/v1/kpis/retention-rate")
        .then()
        .statusCode(200)
        .body("from", equalTo(begin(today.minusDays(30)).toString()))
        .body("to", equalTo(begin(today).toString()))
        .body("numerator", equalTo(6))
        .body("denominator", equalTo(11))
        .body("immature", equalTo(0));
    as("analyst", account)
        .get("/v1/kpis/retention-rate/facts?part=numerator")
        .then()
        .body("items.size()", equalTo(6));
  }

  @Test
  void besideOthersItSaysWhichDaysItIsAbout() {
    var retention = "kpis.find { it.id == 'retention-rate' }.";
    as("viewer", account)
        .get("/v1/kpis?compare=previous")
        .then()
        .statusCode(200)
        .body("to", equalTo(begin(today.plusDays(1)).toString()))
        .body("kpis.id.indexOf('retention-rate')", equalTo(place()))
        .body(retention + "period.from", equalTo(begin(today.minusDays(30)).toString()))
        .body(retention + "period.to", equalTo(begin(today).toString()))
        .body(retention + "numerator", equalTo(6))
        .body(retention + "previous.to", equalTo(begin(today.minusDays(30)).toString()))
        .body("kpis.find { it.id == 'open-rate' }", not(hasKey("period")));
  }

  private static int place() {
    return Catalogue.all().stream().map(KpiDefinition::id).toList().indexOf("retention-rate");
  }

  @Test
  void aPeriodThatIsNamedIsTheOneThatIsAnswered() {
    as("viewer", account)
        .get(
            "/v1/kpis/retention-rate?from=%s&to=%s"
                .formatted(today.minusDays(29), today.plusDays(1)))
        .then()
        .body("to", equalTo(begin(today.plusDays(1)).toString()))
        .body("value", nullValue())
        .body("immature", equalTo(11));
  }

  @Test
  void gaugesAndStreamsTellTheSame() {
    var of = new Account(account, FactRows.waba(account), Optional.empty(), ZONE);
    var retention =
        readings.headline(of, 30, Instant.now()).await().indefinitely().stream()
            .filter(reading -> reading.kpi().equals("retention-rate"))
            .findFirst()
            .orElseThrow();
    assertThat(retention.to()).isEqualTo(begin(today));
    assertThat(retention.numerator()).isEqualTo(6);
    assertThat(retention.value()).hasValue(6.0 / 11);
  }
}
