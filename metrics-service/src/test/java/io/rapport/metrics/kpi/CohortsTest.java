package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.InboundMessage;
import io.rapport.metrics.timeline.Projection;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matrix of cohorts, against a plain count of what the same histories mean. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class CohortsTest {

  private static final String WEEKS =
      "/v1/cohorts?from=2026-03-01&to=2026-03-20&zone=UTC&granularity=week";

  /** Mondays, and the end of the last week. */
  private static final List<Instant> BOUNDS =
      List.of(
          Instant.parse("2026-02-23T00:00:00Z"),
          Instant.parse("2026-03-02T00:00:00Z"),
          Instant.parse("2026-03-09T00:00:00Z"),
          Instant.parse("2026-03-16T00:00:00Z"),
          Instant.parse("2026-03-23T00:00:00Z"));

  @Inject Pool pool;

  private ProjectedHistories histories;

  @BeforeEach
  void randomHistories() {
    histories = ProjectedHistories.in(pool);
  }

  @ParameterizedTest
  @CsvSource({"exact", "on-or-after"})
  void whatIsCountedIsWhatAPlainCountFinds(String variant) {
    var answer = KpiRequests.as("analyst", histories.wabaId()).get(WEEKS + "&variant=" + variant);
    answer.then().statusCode(200).body("variant", equalTo(variant));
    List<Map<String, Object>> cohorts = answer.path("cohorts");
    assertThat(cohorts).hasSize(4);
    for (int cohort = 0; cohort < 4; cohort++) {
      var born = born(cohort);
      assertThat(cohorts.get(cohort)).containsEntry("contacts", born.size());
      List<Integer> active = answer.path("cohorts[" + cohort + "].periods.contacts");
      var expected = new ArrayList<Integer>();
      for (int period = cohort; period < 4 && !born.isEmpty(); period++) {
        int last = variant.equals("exact") ? period : 3;
        int first = period;
        expected.add((int) born.stream().filter(c -> wrote(c, first, last)).count());
      }
      assertThat(active).isEqualTo(expected);
    }
  }

  private List<Projection> born(int cohort) {
    return histories.projections().stream()
        .filter(c -> c.messages().stream().anyMatch(m -> m.exclusion() == Exclusion.NONE))
        .filter(c -> c.summary().firstInboundAt().filter(at -> within(at, cohort)).isPresent())
        .toList();
  }

  private static boolean wrote(Projection contact, int first, int last) {
    return contact.messages().stream()
        .filter(InboundMessage.class::isInstance)
        .map(InboundMessage.class::cast)
        .filter(m -> m.exclusion() == Exclusion.NONE && m.type().substantive())
        .anyMatch(
            m -> {
              for (int period = first; period <= last; period++) {
                if (within(m.sentAt(), period)) {
                  return true;
                }
              }
              return false;
            });
  }

  private static boolean within(Instant moment, int period) {
    return !moment.isBefore(BOUNDS.get(period)) && moment.isBefore(BOUNDS.get(period + 1));
  }

  @Test
  void smallCohortsAreNotShownToThoseWhoMayNotSeeSingleContacts() {
    List<Integer> sizes =
        KpiRequests.as("analyst", histories.wabaId()).get(WEEKS).path("cohorts.contacts");
    assertThat(sizes).anyMatch(size -> size > 0 && size < 5).anyMatch(size -> size >= 5);
    int small = indexOf(sizes);

    KpiRequests.as("viewer", histories.wabaId())
        .get(WEEKS)
        .then()
        .statusCode(200)
        .body("cohorts[" + small + "]", not(hasKey("contacts")))
        .body("cohorts[" + small + "].periods", empty());
  }

  private static int indexOf(List<Integer> sizes) {
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) > 0 && sizes.get(i) < 5) {
        return i;
      }
    }
    throw new AssertionError("no small cohort");
  }

  @ParameterizedTest
  @CsvSource({
    "granularity=day, granularity",
    "granularity=decade, granularity",
    "activity=dancing, activity",
    "variant=roughly, variant",
    "campaign=spring, campaign",
  })
  void whatMakesNoSenseIsABadRequestThatNamesTheParameter(String query, String parameter) {
    KpiRequests.problem(
            KpiRequests.as("viewer", histories.wabaId()).get("/v1/cohorts?" + query).then(),
            400,
            "bad-request")
        .body("errors.pointer", contains(parameter));
  }
}
