package io.rapport.ingest.whatsapp;

import static io.rapport.ingest.whatsapp.Parsing.identities;
import static io.rapport.ingest.whatsapp.Parsing.parse;
import static io.rapport.ingest.whatsapp.Parsing.received;
import static io.rapport.ingest.whatsapp.Parsing.reported;
import static io.rapport.ingest.whatsapp.Parsing.text;
import static io.rapport.ingest.whatsapp.Parsing.userId;
import static io.rapport.ingest.whatsapp.Parsing.waId;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose messages and statuses a webhook tells of. */
class NamedPeopleTest {

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
}
