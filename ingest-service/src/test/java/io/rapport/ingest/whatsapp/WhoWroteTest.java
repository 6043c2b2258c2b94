package io.rapport.ingest.whatsapp;

import static io.rapport.ingest.whatsapp.Changes.one;
import static io.rapport.ingest.whatsapp.Changes.parse;
import static io.rapport.ingest.whatsapp.Changes.reason;
import static io.rapport.ingest.whatsapp.Changes.reasons;
import static io.rapport.ingest.whatsapp.Parsing.userId;
import static io.rapport.ingest.whatsapp.Parsing.waId;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Party;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sent what the business did not send by the API, and to whom a conversation passes. */
class WhoWroteTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "role":"ai_agent"|BOT
          "x":1|BOT
          "role":"customer_service"|AGENT
          "role":"marketing"|AUTOMATION
          "role":"clown"|
          """)
  void whoSentAnEchoIsToldByItsRole(String member, Origin origin) {
    assertThat(echo(member).label().origin()).isEqualTo(Optional.ofNullable(origin));
  }

  @Test
  void whatTheSenderSaidOfAMessageCountsBeforeWhatItsBodyShows() {
    var echoed =
        echo(
            """
            "message":{"recipient":"DE.7","type":"template","template":{"name":"a","language":{"code":"en"},\
            "components":[{"type":"BUTTON","sub_type":"quick_reply"},{"type":"button","sub_type":"flow"}]},\
            "biz_opaque_callback_data":"rapport?origin=campaign&campaign=spring&template=b"}""");
    assertThat(echoed.label())
        .isEqualTo(
            new MessageLabel(
                Optional.of(Origin.CAMPAIGN),
                Optional.of("spring"),
                Optional.empty(),
                Optional.of("b"),
                Optional.of("en"),
                Optional.empty(),
                Optional.of("template")));
    assertThat(echoed.buttons()).containsExactly("quick_reply", "flow");
    assertThat(echoed.identities()).contains(userId("DE.7"));
  }

  @Test
  void whatAnAppEchoSaysOfAnEarlierMessageIsNoMessage() {
    for (var type : List.of("edit", "revoke")) {
      var told = one(WebhookItem.OfAccount.class, Samples.change("smb_message_echoes " + type, 1));
      assertThat(told.event()).contains(type);
      assertThat(told.subject()).contains(new Subject.OfMessage("wamid.E1"));
      assertThat(told.attributes()).isEmpty();
    }
    var reaction =
        one(
            WebhookItem.OfAccount.class,
            Payloads.change(
                "smb_message_echoes",
                """
                "message_echoes":[{"to":"49151","id":"r","timestamp":"1760000000","type":"reaction",\
                "reaction":{"message_id":"m","emoji":"\\ud83d\\udc4d"}}]"""));
    assertThat(reaction.subject()).contains(new Subject.OfMessage("m"));
  }

  @Test
  void aPersonTypedWhatTheAppEchoes() {
    var echoed = one(WebhookItem.Echoed.class, Samples.change("smb_message_echoes", 1));
    assertThat(echoed.label().origin()).contains(Origin.APP);
    assertThat(echoed.label().format()).contains("text");
    assertThat(echoed.identities()).containsExactlyInAnyOrder(waId("491531"), userId("DE.31"));
  }

  @ParameterizedTest
  @CsvSource({
    "ai_agent,BOT",
    "escalation,HUMAN",
    "customer_service,HUMAN",
    "marketing,AUTOMATION",
    "utility,AUTOMATION",
    "ctwa,AUTOMATION"
  })
  void everyRoleIsAParty(String role, Party party) {
    var handed = handover("\"control_taken\":{\"new_owner_role\":\"" + role + "\"}");
    assertThat(handed.to()).isEqualTo(party);
    assertThat(handed.from()).isEmpty();
    assertThat(handed.reason()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          asked for human|ASKED_FOR_HUMAN
          ASKED_FOR_HUMAN|ASKED_FOR_HUMAN
          The customer asked for a human agent.|ASKED_FOR_HUMAN
          low-confidence|LOW_CONFIDENCE
          policy violation|POLICY
          out of scope|OUT_OF_SCOPE
          turn limit reached|LIMIT
          asked for human resources contact|OTHER
          {"ticket":17}|OTHER
          """)
  void aReasonIsOnlyWhatClearlyIsOne(String metadata, HandoverReason reason) {
    var handed =
        handover(
            """
            "control_passed":{"previous_owner_role":"ai_agent","new_owner_role":"escalation",\
            "metadata":"%s"}"""
                .formatted(metadata.replace("\"", "\\\"")));
    assertThat(handed.from()).contains(Party.BOT);
    assertThat(handed.reason()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "timestamp":"1760000020","control_passed":{"new_owner_role":"escalation"}|handover-without-user
          "sender":{"phone_number":"nobody"},"timestamp":"1760000020","control_passed":{"new_owner_role":"escalation"}|handover-without-user
          "sender":{"phone_number":"49151"},"timestamp":"1760000020"|handover-without-owner
          "sender":{"phone_number":"49151"},"timestamp":"1760000020","control_passed":{"new_owner_role":"sales"}|handover-without-owner
          "sender":{"phone_number":"49151"},"control_passed":{"new_owner_role":"escalation"}|no-timestamp
          """)
  void aHandoverThatDoesNotSayWhoseOrToWhomIsKeptWithItsOwnReason(String members, String reason) {
    assertThat(reasons("{\"field\":\"messaging_handovers\",\"value\":{%s}}".formatted(members)))
        .containsExactly(reason);
  }

  @Test
  void aHandoverNeedsNoBusinessNumber() {
    var items =
        parse(
            """
            {"field":"messaging_handovers","value":{"sender":{"phone_number":"49151","user_id":"DE.1"},\
            "timestamp":1760000020,"type":"control_passed",\
            "control_passed":{"new_owner_app_role":"meta_business_agent"}}}""");
    var happened = (WebhookItem.Happened) items.getFirst();
    assertThat(happened.address()).isEqualTo(new WholeAccount("1"));
    assertThat(happened.identities()).containsExactlyInAnyOrder(waId("49151"), userId("DE.1"));
    assertThat(((Happening.HandedOver) happened.what()).to()).isEqualTo(Party.BOT);
  }

  private Happening.HandedOver handover(String members) {
    var change =
        """
        {"field":"messaging_handovers","value":{"sender":{"phone_number":"49151"},\
        "timestamp":"1760000020",%s}}"""
            .formatted(members);
    return (Happening.HandedOver) one(WebhookItem.Happened.class, change).what();
  }

  private WebhookItem.Echoed echo(String member) {
    return one(
        WebhookItem.Echoed.class,
        Payloads.change(
            "standby",
            """
            "standby":{"message_echoes":[{"to":"49151","id":"e","timestamp":"1760000000","type":"text",%s}]}"""
                .formatted(member)));
  }
}
