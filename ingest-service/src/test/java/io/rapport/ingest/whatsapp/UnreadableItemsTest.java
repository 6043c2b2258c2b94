package io.rapport.ingest.whatsapp;

import static io.rapport.ingest.whatsapp.Parsing.parse;
import static io.rapport.ingest.whatsapp.Parsing.reasons;
import static io.rapport.ingest.whatsapp.Parsing.received;
import static io.rapport.ingest.whatsapp.Parsing.reported;
import static io.rapport.ingest.whatsapp.Parsing.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read is kept with its reason, and takes nothing with it. */
class UnreadableItemsTest {

  private final WebhookParser parser = new WebhookParser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7|not-an-object
          "text"|not-an-object
          null|not-an-object
          {"from":"1","timestamp":"1750000000"}|no-id
          {"from":"1","id":"","timestamp":"1750000000"}|no-id
          {"from":"1","id":"m"}|no-timestamp
          {"from":"1","id":"m","timestamp":"yesterday"}|no-timestamp
          {"from":"1","id":"m","timestamp":1.5}|no-timestamp
          {"from":"1","id":"m","timestamp":"99999999999999999999999"}|no-timestamp
          {"from":"1","id":"m","timestamp":1750000000000}|timestamp-out-of-range
          {"from":"1","id":"m","timestamp":-5}|timestamp-out-of-range
          {"id":"m","timestamp":"1750000000","type":"text"}|no-identity
          {"id":"m","timestamp":"1750000000","from":"nobody"}|no-identity
          """)
  void anUnreadableMessageLeavesTheOthersAlone(String message, String reason) {
    var items =
        parse(
            Payloads.body(
                "1",
                "7",
                Payloads.messages(
                    Payloads.text("49151", "m1", 1_750_000_000),
                    message,
                    Payloads.text("49152", "m2", 1_750_000_000))));
    assertThat(items).hasSize(3);
    assertThat(items.get(0)).isInstanceOf(WebhookItem.Received.class);
    assertThat(items.get(2)).isInstanceOf(WebhookItem.Received.class);
    var unreadable = (WebhookItem.Unreadable) items.get(1);
    assertThat(unreadable.reason().id()).isEqualTo(reason);
    assertThat(unreadable.wabaId()).contains("1");
    assertThat(unreadable.source().field()).isEqualTo("messages");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"status":"sent","timestamp":"1750000000","recipient_id":"1"}|no-id
          {"id":"m","status":"warning","timestamp":"1750000000","recipient_id":"1"}|unknown-status
          {"id":"m","timestamp":"1750000000","recipient_id":"1"}|unknown-status
          {"id":"m","status":"sent","timestamp":"1750000000"}|no-identity
          {"id":"m","status":"sent","recipient_id":"1"}|no-timestamp
          {"id":"p","type":"parcel","status":"sent","timestamp":"1750000000","recipient_id":"1"}|unknown-status-type
          {"id":"w","type":"call","timestamp":"1750000000","recipient_id":"1"}|unknown-status
          {"id":"w","type":"call","status":"RINGING","timestamp":"1750000000"}|no-identity
          """)
  void anUnreadableStatusSaysWhy(String status, String reason) {
    assertThat(reasons(Payloads.body("1", "7", Payloads.statuses(status)))).containsExactly(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json|not-json
          {"object":"whatsapp_business_account","entry":[]} {}|not-json
          {"object":"page","entry":[]}|not-whatsapp
          []|not-whatsapp
          17|not-whatsapp
          {"object":"whatsapp_business_account"}|not-an-array
          {"object":"whatsapp_business_account","entry":[5]}|not-an-object
          {"object":"whatsapp_business_account","entry":[{"id":"1"}]}|not-an-array
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":["x"]}]}|not-an-object
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":1}]}]}|not-an-object
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"weather","value":{}}]}]}|unknown-field
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{}}]}]}|unknown-field
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"account_update","value":{}}]}]}|nothing-known
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"field":"account_update"}}]}]}|nothing-known
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"message_echoes","value":{}}]}]}|undocumented-field
          {"object":"whatsapp_business_account","entry":{"id":"1","changes":[]}}|not-an-array
          {"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{"messages":[{}]}}]}]}|no-account
          {"object":"whatsapp_business_account","entry":[{"id":"a b","changes":[{"field":"messages","value":{}}]}]}|no-account
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":[{}]}}]}]}|no-phone-number
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":{}}}]}]}|not-an-array
          """)
  void anUnreadableBodySaysWhy(String body, String reason) {
    assertThat(reasons(body)).containsExactly(reason);
  }

  @Test
  void aBodyInNoEncodingIsNoJson() {
    var body = new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF, 0x7F, 0x7F, 0x7F, 0x7F};
    var item = (WebhookItem.Unreadable) parser.parse(body).getFirst();
    assertThat(item.reason()).isEqualTo(UnreadableReason.NOT_JSON);
    assertThat(item.source().body()).isEqualTo(body);
  }

  @Test
  void anArrayNobodyToldUsAboutIsKept() {
    var items =
        parse(
            Payloads.body(
                "1", "7", "\"weather\":[{\"rain\":1}]," + Payloads.messages(text("49151"))));
    assertThat(items).hasSize(2);
    assertThat(items.getFirst()).isInstanceOf(WebhookItem.Received.class);
    var kept = (WebhookItem.Unreadable) items.get(1);
    assertThat(kept.reason()).isEqualTo(UnreadableReason.UNKNOWN_FIELD);
    assertThat(reasons(new String(kept.source().body(), UTF_8))).containsExactly("unknown-field");
  }

  @Test
  void whatIsKeptReadsTheSameAgain() {
    var bodies =
        List.of(
            Payloads.body(
                "1",
                "7",
                Payloads.statuses(
                    "{\"id\":\"caf\u00e9\",\"status\":\"warning\",\"timestamp\":1.50}")),
            Payloads.body(
                "1",
                "7",
                Payloads.messages("{\"id\":\"m\",\"from\":\"\\ud83d\",\"x\":\"\\u0000\"}")),
            Payloads.envelope("1", "{\"field\":\"weather\",\"value\":{\"event\":\"\\udc00\"}}"),
            Payloads.body("1", "7", "\"messages\":{}"),
            Payloads.envelope(
                "1", "{\"field\":\"standby\",\"value\":{\"standby\":{\"messages\":7}}}"),
            Payloads.envelope(
                "1",
                """
                {"field":"standby","value":{"standby":{"metadata":{"phone_number_id":"7"},\
                "contacts":[{"user_id":"DE.1"},{"user_id":"DE.2"}],"messages":[{"from_user_id":"DE.1"}]}}}"""),
            Payloads.envelope(
                "1",
                """
                {"field":"history","value":{"metadata":{"phone_number_id":"7"},"history":[{"metadata":\
                {"phase":1},"threads":[{"id":"49151","messages":[{"from":"49151"}]}]}]}}"""),
            Payloads.envelope(
                "1",
                """
                {"field":"history","value":{"metadata":{"phone_number_id":"7"},"history":[{"metadata":\
                {"phase":1},"threads":[{"id":"49151","messages":"none"}]}]}}"""),
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"time\":7,\"field\":"
                + "\"security\",\"changes\":[{\"value\":{\"x\":1}}]}]}",
            "{\"object\":\"whatsapp_business_account\",\"entry\":[\"\\u0000\"]}");
    for (var body : bodies) {
      var first = (WebhookItem.Unreadable) parse(body).getFirst();
      var again = parser.parse(first.source().body());
      assertThat(again).hasSize(1);
      var second = (WebhookItem.Unreadable) again.getFirst();
      assertThat(second.reason()).isEqualTo(first.reason());
      assertThat(second.source().body()).isEqualTo(first.source().body());
    }
  }

  @Test
  void aFactCanBeReadAgainFromItsSource() {
    var body =
        Payloads.body(
            "1",
            "7",
            Payloads.contacts("{\"wa_id\":\"49151\",\"user_id\":\"DE.1\"}", "{\"wa_id\":\"49152\"}")
                + ","
                + Payloads.messages(
                    Payloads.text("49151", "m1", 1_750_000_000),
                    Payloads.text("49152", "m2", 1_750_000_000)));
    var received = (WebhookItem.Received) parse(body).getFirst();
    var again = (WebhookItem.Received) parser.parse(received.source().body()).getFirst();
    assertThat(again.identities()).isEqualTo(received.identities());
    assertThat(again.wamid()).isEqualTo("m1");
    assertThat(new String(received.source().body(), UTF_8)).doesNotContain("49152");
  }

  @Test
  void nulAndLoneSurrogatesSurvive() {
    var received =
        received(
            """
            {"from":"49151","id":"m\\u0000\\ud83d","timestamp":"1750000000","type":"text",\
            "text":{"body":"a\\u0000b\\udc00"}}""");
    assertThat(received.wamid()).isEqualTo("m\u0000\ud83d");
    var reported =
        reported(
            """
            {"id":"m1","status":"sent","timestamp":"1750000000","recipient_id":"1",\
            "biz_opaque_callback_data":"rapport?campaign=a\\u0000b&variant=%00&segment=\\ud83dx"}""");
    assertThat(reported.label().campaign()).contains("a\uFFFDb");
    assertThat(reported.label().variant()).contains("\uFFFD");
    assertThat(reported.label().segment()).contains("\uFFFDx");
  }

  @Test
  void everyReasonIsDocumented() throws IOException {
    var document = Files.readString(Path.of("..", "docs", "whatsapp.md"));
    assertThat(UnreadableReason.values())
        .allSatisfy(reason -> assertThat(document).contains("`" + reason.id() + "`"));
  }
}
