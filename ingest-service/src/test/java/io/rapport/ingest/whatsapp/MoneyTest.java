package io.rapport.ingest.whatsapp;

import static io.rapport.ingest.whatsapp.Changes.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts of conversions and payments. */
class MoneyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"currency":"EUR","value":49.9}|4990|EUR
          {"currency":"eur","value":"49.90"}|4990|EUR
          {"currency":"JPY","value":1250}|1250|JPY
          {"currency":"KWD","value":1.2345}|1235|KWD
          {"currency":"USD","value":0.1}|10|USD
          """)
  void moneyIsInMinorUnitsOfItsCurrency(String data, long minorUnits, String currency) {
    assertThat(converted(data).value()).contains(new Money(minorUnits, currency));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"currency\":\"ZZZ\",\"value\":1}",
        "{\"currency\":\"XXX\",\"value\":1}",
        "{\"currency\":\"EUR\"}",
        "{\"currency\":\"EUR\",\"value\":\"much\"}",
        "{\"currency\":\"EUR\",\"value\":1e999999999}",
        "{\"currency\":\"EUR\",\"value\":1e-999999999}",
        "{\"currency\":\"EUR\",\"value\":99999999999999999999}",
        "{\"value\":1}",
        "7"
      })
  void whatIsNoAmountLeavesTheConversionWithoutOne(String data) {
    assertThat(converted(data).value()).isEmpty();
  }

  @Test
  void leadsAndPurchasesAreConversions() {
    assertThat(one(WebhookItem.Converted.class, Samples.change("automatic_events", 1)).name())
        .isEqualTo("purchase");
    var lead =
        one(
            WebhookItem.Converted.class,
            Payloads.change(
                "automatic_events",
                """
                "automatic_events":[{"id":"m","event_name":"LeadSubmitted","timestamp":1760000000}]"""));
    assertThat(lead.name()).isEqualTo("lead");
    assertThat(lead.clickId()).isEmpty();
  }

  @Test
  void aPaymentKeepsAmountsAndNoReference() {
    var told = one(WebhookItem.OfAccount.class, Samples.change("messages payment", 1));
    assertThat(told.event()).contains("payment");
    assertThat(told.attributes().getMap())
        .containsEntry("status", "captured")
        .containsEntry("value", 21000L)
        .containsEntry("offset", 100L)
        .containsEntry("currency", "INR");
    assertThat(told.attributes().encode()).doesNotContain("Ana");
  }

  private WebhookItem.Converted converted(String data) {
    return one(
        WebhookItem.Converted.class,
        Payloads.change(
            "automatic_events",
            """
            "automatic_events":[{"id":"m","event_name":"Purchase","timestamp":1760000000,\
            "custom_data":%s}]"""
                .formatted(data)));
  }
}
