package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.timeline.Story.at;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.BlockReason;
import io.rapport.common.event.MessageLabel;
import io.rapport.metrics.projection.Ledger;
import io.rapport.metrics.projection.Workshop;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was held back, from the reports to the answer. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class VolumesTest {

  @Inject Pool pool;

  private final Ledger ledger = new Ledger();
  private UUID contact;

  @BeforeEach
  void threeGatesHoldSomethingBack() {
    contact = ledger.contact();
    ledger.execute(
        "INSERT INTO rapport.channel (account_id, channel_id, phone_number_id, created_at)"
            + " VALUES (%d, 2, 'second', now())".formatted(ledger.accountId()));
    ledger.store(
        contact,
        new Story()
            .writes("question", "1H")
            .blockedAnywhere("2H", BlockReason.CONSENT)
            .onChannel(2)
            .blocked("30H", BlockReason.CONSENT, MessageLabel.NONE)
            .blocked("31H", BlockReason.FREQUENCY_CAP, MessageLabel.NONE)
            .events());
    ledger.store(
        ledger.contact(Exclusion.TEST),
        new Story().blockedAnywhere("3H", BlockReason.CONSENT).events());
    project();
  }

  private void project() {
    Workshop.at(pool, at("720H")).drain();
  }

  private ValidatableResponse volumes(String more) {
    return as("viewer", ledger.wabaId())
        .get("/v1/volumes?zone=UTC&from=%s&to=%s%s".formatted(at("0H"), at("72H"), more))
        .then()
        .statusCode(200);
  }

  @Test
  void whatWasHeldBackIsCountedByReasonAndInNothingElse() {
    volumes("")
        .body("total.blocked.total", equalTo(3))
        .body("total.blocked.byReason", equalTo(Map.of("consent", 2, "frequency-cap", 1)))
        .body("total.inbound", equalTo(1))
        .body("total.outbound", anEmptyMap())
        .body("total.contacts", equalTo(1));
  }

  @Test
  void stepsAddUpToTheWhole() {
    volumes("&granularity=day")
        .body("series.counts.blocked.total.sum()", equalTo(3))
        .body("series.counts.blocked.total", hasItems(1, 2, 0));
  }

  @Test
  void onlyWhatNamesItsNumberIsOfAChannel() {
    volumes("&channel=second")
        .body("total.blocked.byReason", equalTo(Map.of("consent", 1, "frequency-cap", 1)));
    volumes("&channel=").body("total.blocked.byReason", equalTo(Map.of("consent", 1)));
    volumes("&channel=third")
        .body("total.blocked.total", equalTo(0))
        .body("total.blocked.byReason", anEmptyMap());
  }

  @Test
  void whatMovesToTheHeirOfAContactIsCountedOnce() {
    var heir = ledger.contact();
    ledger.execute(
        "UPDATE rapport.event SET contact_id = '%s' WHERE account_id = %d AND contact_id = '%s'"
            .formatted(heir, ledger.accountId(), contact));
    ledger.execute(
        "INSERT INTO rapport.work_announcement VALUES (%d, gen_random_uuid(), 'epoch', '{%s,%s}')"
            .formatted(ledger.accountId(), contact, heir));
    project();
    volumes("").body("total.blocked.total", equalTo(3)).body("total.contacts", equalTo(1));
  }

  @Test
  void whatIsErasedIsCountedNoMore() {
    ledger.execute(
        "DELETE FROM rapport.event WHERE account_id = %d AND contact_id = '%s'"
            .formatted(ledger.accountId(), contact));
    ledger.execute(
        "INSERT INTO rapport.work_announcement VALUES (%d, gen_random_uuid(), 'epoch', '{%s}')"
            .formatted(ledger.accountId(), contact));
    project();
    volumes("").body("total.blocked.total", equalTo(0));
  }
}
