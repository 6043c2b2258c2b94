package io.rapport.ingest.whatsapp;

import static io.rapport.ingest.whatsapp.Parsing.parse;
import static io.rapport.ingest.whatsapp.Parsing.received;
import static io.rapport.ingest.whatsapp.Parsing.reported;
import static io.rapport.ingest.whatsapp.Parsing.userId;
import static io.rapport.ingest.whatsapp.Parsing.waId;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookParserTest {

  private static final Instant AT = Instant.ofEpochSecond(1_750_000_000);

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
}
