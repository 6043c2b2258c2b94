package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One spot the JSON parser refuses does not take what stands beside it. */
class LenientJsonTest {

  private final WebhookParser parser = new WebhookParser();

  static List<String> poison() {
    return List.of(
        "[".repeat(10_000) + "]".repeat(10_000),
        "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
        "9".repeat(1_000_000),
        "1e99999999999",
        "-1E-99999999999",
        "0." + "1".repeat(5_000),
        "{\"" + "n".repeat(60_000) + "\":1}",
        "{\"a\":1,\"a\":2}",
        "007",
        "NaN",
        "\"a\u0001b\"",
        "\"\\q\"");
  }

  @Test
  void theNeighboursOfAPoisonousItemAreRead() {
    for (var value : poison()) {
      var items = parse(body("{\"from\":\"49152\",\"timestamp\":1760000000,\"x\":" + value + "}"));
      assertThat(items).as(start(value)).hasSize(3);
      assertThat(items.getFirst()).isInstanceOf(WebhookItem.Received.class);
      assertThat(items.get(2)).isInstanceOf(WebhookItem.Received.class);
      var kept = (WebhookItem.Unreadable) items.get(1);
      assertThat(kept.reason()).as(start(value)).isEqualTo(UnreadableReason.NO_ID);
      assertThat(parser.parse(kept.source().body()))
          .map(item -> ((WebhookItem.Unreadable) item).reason())
          .containsExactly(UnreadableReason.NO_ID);
    }
  }

  @Test
  void poisonWhereNobodyLooksDoesNotHurt() {
    for (var value : poison()) {
      var items =
          parse(
              body(
                  "{\"from\":\"49152\",\"id\":\"m\",\"timestamp\":1760000000,\"type\":\"text\",\"x\":"
                      + value
                      + "}"));
      assertThat(items).as(start(value)).hasSize(3);
      assertThat(items).allMatch(WebhookItem.Received.class::isInstance);
    }
  }

  @Test
  void bytesThatAreNoTextDoNotHurt() {
    var bytes =
        body("{\"from\":\"49152\",\"id\":\"m~\",\"timestamp\":1760000000,\"type\":\"text\"}")
            .getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '~') {
        bytes[i] = (byte) 0xC3;
      }
    }
    assertThat(parser.parse(bytes)).hasSize(3).allMatch(WebhookItem.Received.class::isInstance);
  }

  @Test
  void anArrayThatOccursTwiceIsReadTwice() {
    var items =
        parse(
            Payloads.body(
                "1",
                "7",
                Payloads.messages(Payloads.text("49151", "m1", Samples.NOW))
                    + ","
                    + Payloads.messages(Payloads.text("49152", "m2", Samples.NOW))));
    assertThat(items)
        .map(item -> ((WebhookItem.Received) item).wamid())
        .containsExactly("m1", "m2");
    var twice =
        Payloads.body("1", "7", Payloads.messages(Payloads.text("49151", "m1", Samples.NOW)))
            .replace("\"field\":", "\"value\":{\"statuses\":[{}]},\"field\":");
    assertThat(parse(twice)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1,2",
        "{\"object\":\"whatsapp_business_account\",\"entry\":[]} {}",
        "\uFEFF",
        "'x'"
      })
  void whatIsNoJsonStaysNoJson(String body) {
    assertThat(parse(body))
        .map(item -> ((WebhookItem.Unreadable) item).reason())
        .containsExactly(UnreadableReason.NOT_JSON);
  }

  @Test
  void nestingWithoutEndIsNoJson() {
    assertThat(parse("[".repeat(2_000_000)))
        .map(item -> ((WebhookItem.Unreadable) item).reason())
        .containsExactly(UnreadableReason.NOT_JSON);
  }

  @Test
  void aMarkBeforeTheBodyIsNoPartOfIt() {
    var marked = "\uFEFF" + body("{\"a\":1,\"a\":2}");
    assertThat(parse(marked)).hasSize(3);
    var plain = "\uFEFF" + body("{}");
    assertThat(parse(plain)).hasSize(3);
  }

  private static String body(String item) {
    var messages = new ArrayList<String>();
    messages.add(Payloads.text("49151", "m1", Samples.NOW));
    messages.add(item);
    messages.add(Payloads.text("49151", "m2", Samples.NOW));
    return Payloads.body("1", "7", Payloads.messages(messages));
  }

  private List<WebhookItem> parse(String body) {
    return parser.parse(body.getBytes(UTF_8));
  }

  private static String start(String value) {
    return value.substring(0, Math.min(20, value.length()));
  }
}
