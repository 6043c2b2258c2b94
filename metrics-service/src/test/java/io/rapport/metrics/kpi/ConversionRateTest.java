package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.message;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.timeline.TouchBasis;
import io.rapport.testing.PostgresTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contacts are counted, not messages, and what they bought is added up. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ConversionRateTest {

  private static final Instant MAY = Instant.parse("2024-05-01T08:00:00Z");
  private static final String URL =
      "/v1/kpis/conversion-rate?from=2024-05-01&to=2024-05-03&format=";

  private final UUID buyer = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private int account;

  @BeforeEach
  void twoContactsOfWhomOneBuys() {
    account = FactRows.account("UTC");
    var later = MAY.plus(Duration.ofDays(1));
    FactRows.messages(
        account,
        List.of(
            bought(message(buyer, MAY, true, "spring"), MAY.plusSeconds(3600)),
            bought(message(buyer, later, false, "autumn"), later.plusSeconds(60)),
            message(other, MAY, true, "spring")));
    conversion(buyer, "spring", MAY, TouchBasis.CLICK, 3600, 2000, "EUR", 500, false);
    conversion(buyer, "spring", MAY, TouchBasis.CLICK, 7200, 700, "USD", 0, false);
    conversion(buyer, "autumn", later, TouchBasis.READ, 60, 1000, "EUR", 0, false);
    conversion(other, "spring", MAY, TouchBasis.DELIVERY, 60, 9000, "EUR", 9000, true);
    conversion(other, "spring", MAY, TouchBasis.CLICK, 700_000, 4000, "EUR", 0, false);
  }

  @Test
  void aContactWithSeveralConversionsIsOne() {
    as("analyst", account)
        .get(URL)
        .then()
        .statusCode(200)
        .body("numerator", equalTo(1))
        .body("denominator", equalTo(2))
        .body("interval.method", equalTo("wilson"))
        .body("detail.conversions", equalTo(3))
        .body("detail.byTouch.click", equalTo(2))
        .body("detail.byTouch.read", equalTo(1))
        .body("detail.byTouch.delivery", equalTo(0))
        .body("detail.value.currency", contains("EUR", "USD"))
        .body("detail.value.minorUnits", contains(2500, 700))
        .body("detail.value.perContact", contains(1250f, 350f));
  }

  @Test
  void whatFewContactsPaidIsNotToldToWhoMayNotSeeThem() {
    as("viewer", account)
        .get(URL)
        .then()
        .statusCode(200)
        .body("detail.conversions", equalTo(3))
        .body("detail.value", hasSize(0))
        .body("detail.attribution.last.value", hasSize(0));
  }

  @Test
  void amountsBeyondReasonKeepNobodyFromTheNumbers() {
    for (int i = 0; i < 3; i++) {
      conversion(buyer, "spring", MAY, TouchBasis.CLICK, 3600 + i, Long.MAX_VALUE, "XAU", 0, false);
    }
    conversion(buyer, "spring", MAY, TouchBasis.READ, 60, Long.MAX_VALUE, "XAU", 0, false);
    conversion(buyer, "spring", MAY, TouchBasis.DELIVERY, 60, -100, "EUR", 0, false);
    as("analyst", account)
        .get(URL)
        .then()
        .statusCode(200)
        .body("detail.value.find { it.currency == 'EUR' }.minorUnits", equalTo(2400))
        .body("detail.value.find { it.currency == 'XAU' }.minorUnits", equalTo(Long.MAX_VALUE));
  }

  @Test
  void aContactOfTwoCampaignsIsInBoth() {
    as("analyst", account)
        .get(URL + "&groupBy=campaign")
        .then()
        .statusCode(200)
        .body("groups.key", contains("spring", "autumn"))
        .body("groups.numerator", contains(1, 1))
        .body("groups.denominator", contains(2, 1))
        .body("groups[0].detail.conversions", equalTo(2))
        .body("groups[1].detail.value.minorUnits", contains(1000));
  }

  @Test
  void theRowsBehindItAreAsManyAsTheContacts() {
    as("analyst", account)
        .get("/v1/kpis/conversion-rate/facts?from=2024-05-01&to=2024-05-03&format=&part=numerator")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].contactId", equalTo(buyer.toString()))
        .body("items[0].campaign", equalTo("spring"))
        .body("items[0].convertedAt", equalTo("2024-05-01T09:00:00Z"))
        .body("items[0].reason", startsWith("converted PT1H after sending"));
    as("analyst", account)
        .get(
            "/v1/kpis/conversion-rate/facts?from=2024-05-01&to=2024-05-03&format="
                + "&part=denominator")
        .then()
        .body("items", hasSize(2));
  }

  private static FactRows.Message bought(FactRows.Message message, Instant converted) {
    return new FactRows.Message(
        message.contact(),
        message.id(),
        message.channel(),
        message.origin(),
        message.category(),
        message.exclusion(),
        message.sent(),
        message.delivered(),
        message.read(),
        message.failed(),
        message.code(),
        message.reply(),
        message.tapped(),
        message.click(),
        converted,
        message.optedOut(),
        message.clockSkew(),
        message.label());
  }

  private void conversion(
      UUID contact,
      String campaign,
      Instant sent,
      TouchBasis basis,
      long seconds,
      long minorUnits,
      String currency,
      long refunded,
      boolean undone) {
    FactRows.run(
        """
        INSERT INTO rapport.conversion (account_id, contact_id, conversion_id, converted_at, name,
          minor_units, currency, refunded, undone_at, exclusion, message_id, channel_id, basis,
          touched_at, sent_at, origin, campaign)
        VALUES (?, ?, ?, ?, 'purchase', ?, ?, ?, ?, 0, ?, 1, ?, ?, ?, 1, ?)""",
        statement -> {
          var converted = sent.plusSeconds(seconds);
          new FactRows.Values(statement)
              .add(account)
              .add(contact)
              .add(UUID.randomUUID())
              .add(converted)
              .add(minorUnits)
              .add(currency)
              .add(refunded)
              .add(undone ? converted : null)
              .add(UUID.randomUUID())
              .add((int) basis.code())
              .add(converted)
              .add(sent)
              .add(campaign);
          statement.addBatch();
        });
  }
}
