package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.Origin;
import io.rapport.common.security.Account;
import io.rapport.metrics.projection.Ledger;
import io.rapport.metrics.projection.Workshop;
import io.rapport.metrics.settings.InEffect;
import io.rapport.metrics.timeline.ContactHistories;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an account chooses is in its numbers once they were made anew. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class SettingsInEffectTest {

  private static final String MARCH = "?from=2026-03-01&to=2026-04-01&zone=UTC";

  /** Mondays from nine to five, when all stories begin at eight. */
  private static final String MONDAYS =
      """
      "calendar":{"zone":"UTC","weekly":{"monday":[{"from":"09:00","to":"17:00"}]}}""";

  @Inject Pool pool;
  @Inject Snapshots snapshots;

  private final Ledger ledger = new Ledger();

  @AfterEach
  void forgetTheWork() {
    ledger.forgetWork();
  }

  private void choose(String settings) {
    as("admin", ledger.wabaId())
        .contentType("application/json")
        .header("If-Match", "*")
        .body("{" + settings + "}")
        .put("/v1/metric-settings")
        .then()
        .statusCode(200);
  }

  private void drain() {
    Workshop.at(pool, Story.at("720H")).drain();
  }

  private ValidatableResponse ask(String kpi, String more) {
    return as("analyst", ledger.wabaId())
        .get("/v1/kpis/" + kpi + MARCH + more)
        .then()
        .statusCode(200);
  }

  @Test
  void waitsDuringBusinessHoursAreThereOnceACalendarIsInEffect() {
    ledger.store(
        ledger.contact(),
        new Story()
            .writes("q", "0H")
            .sent("bot", "10S", Origin.BOT)
            .handedOver("30M", HandoverReason.LIMIT)
            .sent("a", "2H", Origin.AGENT)
            .events());
    drain();
    ask("response-time", "").body("detail.businessHours", nullValue());
    choose(MONDAYS);
    ask("response-time", "")
        .body("settingsVersion", equalTo(0))
        .body("detail.businessHours", nullValue());
    drain();
    for (var kpi : List.of("response-time", "first-response-time")) {
      ask(kpi, "")
          .body("settingsVersion", equalTo(1))
          .body("detail.human.mean", equalTo(5400f))
          // Of eight to ten an hour; the bot answered before anybody was there.
          .body("detail.businessHours.human.n", equalTo(1))
          .body("detail.businessHours.human.mean", equalTo(3600f))
          .body("detail.businessHours.human.median.toDouble()", closeTo(3600, 36))
          .body("detail.businessHours.human.p90", notNullValue())
          .body("detail.businessHours.any.mean", equalTo(0f))
          .body("detail.businessHours.bot.n", equalTo(1));
    }
    ask("response-time", "&origin=agent").body("detail.businessHours.human.n", equalTo(0));
    as("analyst", ledger.wabaId())
        .get("/v1/kpis/response-time/facts" + MARCH + "&part=numerator")
        .then()
        .statusCode(200)
        .body("items[0].humanClockFrom", equalTo("2026-03-02T08:30:00Z"))
        .body("items[0].humanBusinessSeconds", equalTo(3600))
        .body("items[0].businessSeconds", equalTo(0));
    choose("");
    drain();
    ask("response-time", "")
        .body("settingsVersion", equalTo(2))
        .body("detail.businessHours", nullValue());
  }

  @Test
  void cubesAndFactsGiveTheSameWaits() {
    choose(MONDAYS);
    for (int i = 0; i < 40; i++) {
      ledger.store(ledger.contact(), new ContactHistories(i).history(40));
    }
    drain();
    var settings = new InEffect(1, Duration.ofDays(7), true, Optional.empty());
    var cubes = figures(true, settings);
    assertThat(cubes).isEqualTo(figures(false, settings));
    var detail = (Detail.ResponseTime) cubes.getFirst().detail();
    assertThat(detail.businessHours().orElseThrow().any().n()).isEqualTo(detail.any().n());
    assertThat(detail.businessHours().orElseThrow().human().n()).isPositive();
  }

  private List<Figures> figures(boolean cubes, InEffect settings) {
    var kpis = List.of(ConversationKpis.RESPONSE_TIME, ConversationKpis.FIRST_RESPONSE_TIME);
    var scope =
        new Scope(
            ledger.accountId(),
            new Period(Story.at("-24H"), Story.at("400H")),
            ZoneOffset.UTC,
            Map.of(),
            Story.at("720H"),
            settings);
    var tally =
        snapshots
            .read(
                new Account(ledger.accountId(), ledger.wabaId(), Optional.empty(), ZoneOffset.UTC),
                connection ->
                    new KpiCounter(kpis, cubes).figures(connection, scope, Breakdown.NONE))
            .await()
            .atMost(Duration.ofSeconds(30))
            .of(Cell.ALL);
    return kpis.stream().map(kpi -> Assessment.of(kpi, tally)).toList();
  }

  /** Two campaigns; something is bought within a day of both, and something later. */
  private void campaigns() {
    var story = new Story();
    for (var campaign : List.of("spring", "summer")) {
      var time = campaign.equals("spring") ? "0H" : "10H";
      var label =
          Story.label(Optional.of(Origin.CAMPAIGN), Optional.of(campaign), Optional.empty());
      story.accepted(campaign, time, label).delivered(campaign, time);
    }
    ledger.store(
        ledger.contact(),
        story.clicks("spring", "11H").buys("both", "12H").buys("late", "190H").events());
  }

  @Test
  void viewsOfAttributionGiveCampaignsDifferentParts() {
    campaigns();
    drain();
    ask("conversion-rate", "")
        .body("detail.attribution.last.conversions", equalTo(1))
        .body("detail.attribution.first.conversions", equalTo(1))
        .body("detail.attribution.linear.conversions", equalTo(1))
        .body("detail.attribution.linear.value[0].minorUnits", equalTo(1000));
    var groups = ask("conversion-rate", "&groupBy=campaign");
    for (var campaign : List.of("spring", "summer")) {
      var group = "groups.find { it.key == '" + campaign + "' }.detail.attribution.";
      groups
          .body(group + "linear.conversions", equalTo(0.5f))
          .body(group + "linear.value[0].minorUnits", equalTo(500))
          .body(group + "first.conversions", equalTo(campaign.equals("spring") ? 1 : 0))
          .body(group + "last.conversions", equalTo(campaign.equals("spring") ? 1 : 0));
    }
  }

  @Test
  void aLongerWindowMovesTheHorizonOfConversions() {
    campaigns();
    drain();
    ask("conversion-rate", "").body("detail.conversions", equalTo(1));
    choose(
        """
        "attribution":{"click":"P10D"}""");
    drain();
    ask("conversion-rate", "")
        .body("settingsVersion", equalTo(1))
        .body("detail.conversions", equalTo(2))
        .body("detail.attribution.last.conversions", equalTo(2));
    as("analyst", ledger.wabaId())
        .get("/v1/kpis/conversion-rate/facts" + MARCH + "&part=numerator")
        .then()
        .body("items[0].reason", equalTo("converted PT12H after sending, at least PT240H ago"));
    choose(
        """
        "attribution":{"click":"PT0S","delivery":"PT1H"}""");
    drain();
    ask("conversion-rate", "").body("detail.conversions", equalTo(0));
  }

  @Test
  void aShorterTimeoutMakesMoreEpisodes() {
    ledger.store(
        ledger.contact(), new Story().writes("q", "0H").writes("r", "5H").buys("o", "6H").events());
    drain();
    ask("episode-conversion-rate", "")
        .body("numerator", equalTo(1))
        .body("denominator", equalTo(1))
        .body("detail.conversions", equalTo(1))
        .body("detail.perEpisode", equalTo(1f));
    choose(
        """
        "episodeTimeout":"PT1H\"""");
    drain();
    ask("episode-conversion-rate", "")
        .body("numerator", equalTo(1))
        .body("denominator", equalTo(2));
  }
}
