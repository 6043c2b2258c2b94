package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookParserTest {

  private static final Instant AT = Instant.ofEpochSecond(1_750_000_000);

  private final WebhookParser parser = new WebhookParser();

  @Test
  void anEmptyEnvelopeSaysNothing() {
    assertThat(parse("{\"object\":\"whatsapp_business_account\",\"entry\":[]}")).isEmpty();
  }

  @Test
  void everyEntryChangeMessageAndStatusIsRead() {
    var value =
        """
        {"field":"messages","value":{"metadata":{"phone_number_id":"7"},\
        "messages":[%s,%s],"statuses":[%s]}}"""
            .formatted(
                Payloads.text("49151", "m1", 1_750_000_000),
                Payloads.text("49152", "m2", 1_750_000_000),
                Payloads.status("49153", "m3", "sent", 1_750_000_000));
    var body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[%s,%s]},\
        {"id":"2","changes":[%s]}]}"""
            .formatted(value, value, value);
    assertThat(parse(body)).hasSize(9).noneMatch(WebhookItem.Unreadable.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "type":"text","text":{"body":"x"}|TEXT
          "type":"image","image":{"id":"1"}|IMAGE
          "type":"video","video":{}|VIDEO
          "type":"audio","audio":{"voice":true}|AUDIO
          "type":"voice","voice":{}|AUDIO
          "type":"document","document":{}|DOCUMENT
          "type":"sticker","sticker":{"animated":true}|STICKER
          "type":"location","location":{"latitude":1.5,"longitude":2}|LOCATION
          "type":"contacts","contacts":[]|CONTACTS
          "type":"button","button":{"payload":"p","text":"Yes"}|BUTTON
          "type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"1","title":"x"}}|BUTTON_REPLY
          "type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"1","title":"x"}}|LIST_REPLY
          "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"not json"}}|FLOW_REPLY
          "type":"interactive","interactive":{"nfm_reply":{}}|FLOW_REPLY
          "type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{}}|INTERACTIVE
          "type":"interactive","interactive":{"type":"payment_method"}|INTERACTIVE
          "type":"order","order":{"product_items":[{"quantity":"2"}]}|ORDER
          "type":"reaction","reaction":{"message_id":"m","emoji":"x"}|REACTION
          "type":"reaction","reaction":{"message_id":"m"}|REACTION
          "type":"request_welcome"|REQUEST_WELCOME
          "type":"system","system":{"type":"customer_identity_changed"}|SYSTEM
          "type":"edit","edit":{"original_message_id":"m"}|EDIT
          "type":"revoke","revoke":{"original_message_id":"m"}|REVOKE
          "type":"ephemeral"|EPHEMERAL
          "type":"unknown","errors":[{"code":131051}]|UNSUPPORTED
          "type":"unsupported","unsupported":{"type":"poll_creation"},"errors":[{"code":131051}]|UNSUPPORTED
          """)
  void everyTypeIsKnown(String members, MessageType type) {
    var received =
        received("{\"from\":\"49151\",\"id\":\"m1\",\"timestamp\":\"1750000000\"," + members + "}");
    assertThat(received.type()).isEqualTo(type);
    assertThat(received.typeKnown()).isTrue();
    assertThat(received.occurredAt()).isEqualTo(AT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"type\":\"hologram\"", "\"text\":{\"body\":\"no type\"}", "\"type\":7"})
  void aTypeNobodyToldUsAboutCountsAsUnsupported(String members) {
    var received =
        received("{\"from\":\"49151\",\"id\":\"m1\",\"timestamp\":\"1750000000\"," + members + "}");
    assertThat(received.type()).isEqualTo(MessageType.UNSUPPORTED);
    assertThat(received.typeKnown()).isFalse();
  }

  @Test
  void timestampsAndIdsMayBeNumbersAndMembersComeInAnyOrder() {
    var received =
        received("{\"type\":\"text\",\"timestamp\":1750000000,\"id\":\"m1\",\"from\":49151}");
    assertThat(received.occurredAt()).isEqualTo(AT);
    assertThat(received.identities()).containsExactly(waId("49151"));
  }

  @Test
  void aReplyNamesTheMessageItAnswers() {
    var received =
        received(
            """
            {"from_user_id":"DE.900001","id":"m1","timestamp":"1750000000","type":"button",\
            "context":{"from":"15550001111","id":"m0"},"button":{"payload":"p","text":"Stop!"}}""");
    assertThat(received.context()).contains("m0");
    assertThat(received.utterance()).contains(new Utterance("Stop!", true));
    assertThat(received.identities()).containsExactly(userId("DE.900001"));
    assertThat(
            received(
                    """
                    {"from":"49151","id":"m1","timestamp":"1750000000","type":"text",\
                    "context":{"forwarded":true}}""")
                .context())
        .isEmpty();
  }

  @Test
  void aContactAddsItsNamesToTheMessageItBelongsTo() {
    var items =
        parse(
            Payloads.body(
                "1",
                "7",
                Payloads.contacts(
                        "{\"wa_id\":\"49151\",\"user_id\":\"DE.1\",\"parent_user_id\":\"DE.ENT.1\"}",
                        "{\"user_id\":\"DE.2\",\"wa_id\":\"49152\"}")
                    + ","
                    + Payloads.messages(
                        "{\"from\":\"49151\",\"id\":\"m1\",\"timestamp\":\"1750000000\",\"type\":\"text\"}",
                        "{\"from_user_id\":\"DE.2\",\"id\":\"m2\",\"timestamp\":\"1750000000\",\"type\":\"text\"}",
                        "{\"from\":\"49153\",\"id\":\"m3\",\"timestamp\":\"1750000000\",\"type\":\"text\"}")));
    assertThat(((WebhookItem.Received) items.get(0)).identities())
        .containsExactlyInAnyOrder(
            waId("49151"), userId("DE.1"), new Identity(IdentityKind.PARENT_USER_ID, "DE.ENT.1"));
    assertThat(((WebhookItem.Received) items.get(1)).identities())
        .containsExactlyInAnyOrder(waId("49152"), userId("DE.2"));
    assertThat(((WebhookItem.Received) items.get(2)).identities()).containsExactly(waId("49153"));
  }

  @Test
  void aSingleContactBelongsToTheSingleMessageUnlessItContradicts() {
    var message =
        "{\"from\":\"49151\",\"id\":\"m1\",\"timestamp\":\"1750000000\",\"type\":\"text\"}";
    assertThat(identities(message, "{\"user_id\":\"DE.1\"}"))
        .containsExactlyInAnyOrder(waId("49151"), userId("DE.1"));
    assertThat(identities(message, "{\"user_id\":\"DE.1\",\"wa_id\":\"49152\"}"))
        .containsExactly(waId("49151"));
  }

  @Test
  void aMessageThatNamesNobodyIsTheSingleContacts() {
    assertThat(
            identities(
                "{\"id\":\"m1\",\"timestamp\":\"1750000000\",\"type\":\"text\"}",
                "{\"user_id\":\"DE.1\"}"))
        .containsExactly(userId("DE.1"));
  }

  @Test
  void spellingsOfANumberAreOnePerson() {
    assertThat(
            identities(
                "{\"from\":\"+55 82 99944-1234\",\"id\":\"m1\",\"timestamp\":\"1750000000\"}",
                "{\"wa_id\":\"558299441234\",\"user_id\":\"BR.1\"}"))
        .contains(userId("BR.1"));
  }

  @Test
  void aUserIdWhereANumberIsAnnouncedIsTakenForWhatItIs() {
    assertThat(received(text("DE.1x9")).identities()).containsExactly(userId("DE.1x9"));
    assertThat(received(text("DE.ENT.1x9")).identities())
        .containsExactly(new Identity(IdentityKind.PARENT_USER_ID, "DE.ENT.1x9"));
    assertThat(
            reported(
                    "{\"id\":\"m1\",\"status\":\"sent\",\"timestamp\":1750000000,\"recipient_id\":\"DE.5\"}")
                .identities())
        .containsExactly(userId("DE.5"));
  }

  @Test
  void aChangedNumberLinksOldAndNew() {
    assertThat(
            received(
                    """
                    {"from":"49151","id":"m1","timestamp":"1750000000","type":"system",\
                    "system":{"type":"user_changed_number","wa_id":"49159","user_id":"DE.9","body":"x"}}""")
                .identities())
        .containsExactlyInAnyOrder(waId("49151"), waId("49159"), userId("DE.9"));
    assertThat(
            received(
                    """
                    {"from_user_id":"DE.1","id":"m1","timestamp":"1750000000","type":"system",\
                    "system":{"type":"user_changed_user_id","user_id":"DE.9","body":"x"}}""")
                .identities())
        .containsExactlyInAnyOrder(userId("DE.1"), userId("DE.9"));
    assertThat(
            received(
                    """
                    {"from":"49151","id":"m1","timestamp":"1750000000","type":"system",\
                    "system":{"type":"customer_identity_changed","wa_id":"49159"}}""")
                .identities())
        .containsExactly(waId("49151"));
  }

  @ParameterizedTest
  @CsvSource({
    "sent,STATUS_SENT",
    "delivered,STATUS_DELIVERED",
    "read,STATUS_READ",
    "played,STATUS_PLAYED",
    "failed,STATUS_FAILED"
  })
  void everyStatusIsKnown(String status, EventKind kind) {
    assertThat(reported(Payloads.status("49151", "m1", status, 1_750_000_000)).kind())
        .isEqualTo(kind);
  }

  @Test
  void aStatusSaysWhatItCostsWhyItFailedAndWhatItIs() {
    var reported =
        reported(
            """
            {"id":"m1","status":"failed","timestamp":"1750000000","recipient_id":"49151",\
            "recipient_user_id":"DE.1","parent_recipient_user_id":"DE.ENT.1",\
            "pricing":{"category":"authentication-international","billable":true},\
            "errors":[{"code":131049,"title":"x"}],\
            "biz_opaque_callback_data":"rapport?origin=bot&campaign=spring%20sale"}""");
    assertThat(reported.category()).contains(PricingCategory.AUTHENTICATION_INTERNATIONAL);
    assertThat(reported.errorCode()).hasValue(131049);
    assertThat(reported.label().origin()).contains(Origin.BOT);
    assertThat(reported.label().campaign()).contains("spring sale");
    assertThat(reported.identities())
        .containsExactlyInAnyOrder(
            waId("49151"), userId("DE.1"), new Identity(IdentityKind.PARENT_USER_ID, "DE.ENT.1"));
    assertThat(
            reported(
                    """
                    {"id":"m1","status":"sent","timestamp":"1750000000",\
                    "recipient_parent_user_id":"DE.ENT.1",\
                    "conversation":{"pricing":{"category":"group_marketing"}}}""")
                .category())
        .contains(PricingCategory.MARKETING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipient_participant_id",
        "participant_recipient_id",
        "recipient_participant_user_id",
        "participant_recipient_user_id"
      })
  void aGroupStatusBelongsToTheGroupAndNamesItsParticipant(String member) {
    var reported =
        reported(
            """
            {"id":"m1","status":"read","timestamp":"1750000000","recipient_id":"g1",\
            "recipient_type":"group","%s":"49151"}"""
                .formatted(member));
    assertThat(reported.group()).isTrue();
    assertThat(reported.participant()).contains("49151");
    assertThat(reported.identities()).containsExactly(Identity.ofGroup("g1"));
  }

  @Test
  void aGroupMessageBelongsToTheGroup() {
    var received =
        received(
            "{\"from\":\"49151\",\"group_id\":\"g1\",\"id\":\"m1\",\"timestamp\":\"1750000000\",\"type\":\"text\"}");
    assertThat(received.group()).isTrue();
    assertThat(received.identities()).containsExactly(Identity.ofGroup("g1"));
  }

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

  private List<WebhookItem> parse(String body) {
    return parser.parse(body.getBytes(UTF_8));
  }

  private List<String> reasons(String body) {
    return parse(body).stream().map(item -> ((WebhookItem.Unreadable) item).reason().id()).toList();
  }

  private WebhookItem.Received received(String message) {
    var items = parse(Payloads.body("1", "7", Payloads.messages(message)));
    assertThat(items).hasSize(1);
    return (WebhookItem.Received) items.getFirst();
  }

  private Set<Identity> identities(String message, String contact) {
    var items =
        parse(
            Payloads.body("1", "7", Payloads.contacts(contact) + "," + Payloads.messages(message)));
    return ((WebhookItem.Received) items.getFirst()).identities();
  }

  private WebhookItem.Reported reported(String status) {
    var items = parse(Payloads.body("1", "7", Payloads.statuses(status)));
    assertThat(items).hasSize(1);
    return (WebhookItem.Reported) items.getFirst();
  }

  private static String text(String from) {
    return Payloads.text(from, "m1", 1_750_000_000);
  }

  private static Identity waId(String value) {
    return new Identity(IdentityKind.WA_ID, value);
  }

  private static Identity userId(String value) {
    return new Identity(IdentityKind.USER_ID, value);
  }
}
