package io.rapport.ingest.whatsapp;

import static io.rapport.ingest.whatsapp.Changes.one;
import static io.rapport.ingest.whatsapp.Changes.parse;
import static io.rapport.ingest.whatsapp.Changes.reasons;
import static io.rapport.ingest.whatsapp.Changes.text;
import static io.rapport.ingest.whatsapp.Parsing.userId;
import static io.rapport.ingest.whatsapp.Parsing.waId;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.ContactUpdated;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Referral;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each field's reader makes of realistic and of odd values. */
class FieldReadersTest {

  private final WebhookParser parser = new WebhookParser();

  @Test
  void everyKnownFieldHasASampleAndAReader() {
    assertThat(Samples.ALL.keySet().stream().map(Samples::field).distinct())
        .containsExactlyInAnyOrderElementsOf(WebhookFields.KNOWN);
    var readers = new FieldReaders();
    assertThat(WebhookFields.KNOWN).allMatch(field -> readers.of(field).isPresent());
  }

  static Stream<String> samples() {
    return Samples.ALL.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsReadOrIsUndocumented(String sample) {
    var items = parse(Samples.change(sample, 1));
    var unreadable =
        items.stream()
            .filter(WebhookItem.Unreadable.class::isInstance)
            .map(Changes::reason)
            .toList();
    assertThat(unreadable)
        .isEqualTo(
            WebhookFields.UNDOCUMENTED.contains(sample)
                ? List.of("undocumented-field")
                : List.of());
    assertThat(items).isNotEmpty();
  }

  /** What is kept can be read again, whatever field it came by, and says the same. */
  @ParameterizedTest
  @MethodSource("samples")
  void everyItemCanBeReadAgainFromItsSource(String sample) {
    for (var item : parse(Samples.change(sample, 1))) {
      var body = item.source().body();
      var again = parser.parse(body);
      assertThat(again).map(WebhookItem::getClass).contains(item.getClass());
      assertThat(again)
          .allMatch(read -> new String(read.source().body(), UTF_8).equals(text(body)));
      if (item instanceof WebhookItem.Message message) {
        assertThat(again)
            .filteredOn(WebhookItem.Message.class::isInstance)
            .allMatch(
                read -> ((WebhookItem.Message) read).identities().equals(message.identities()));
      }
    }
  }

  @Test
  void anAdThatLedHereStandsOnAMessageOfAnyType() {
    var received = one(WebhookItem.Received.class, Samples.change("messages referral", 1));
    assertThat(received.type()).isEqualTo(MessageType.IMAGE);
    assertThat(received.referral())
        .contains(
            new Referral(
                Optional.of("ad"),
                Optional.of("120226305854810726"),
                Optional.of("Aff-n8ZTODiE79d22KtAwQKj9e")));
    assertThat(one(WebhookItem.Received.class, Samples.change("messages", 1)).referral()).isEmpty();
    var withoutClick =
        one(
            WebhookItem.Received.class,
            Payloads.change(
                "messages",
                Payloads.messages(
                    """
                    {"from":"49151","id":"m","timestamp":"1760000000","type":"unsupported",\
                    "errors":[{"code":131051}],"referral":{"source_type":"ad","source_id":7}}""")));
    assertThat(withoutClick.referral().orElseThrow().clickId()).isEmpty();
    assertThat(withoutClick.referral().orElseThrow().sourceId()).contains("7");
  }

  @Test
  void aBotsMessageIsLabelledByItsBody() {
    var echoed = one(WebhookItem.Echoed.class, Samples.change("standby message_echoes", 1));
    assertThat(echoed.label().origin()).contains(Origin.BOT);
    assertThat(echoed.label().format()).contains("interactive");
    assertThat(echoed.buttons()).containsExactly("quick_reply", "quick_reply");
    assertThat(echoed.context()).contains("wamid.BM1");
    assertThat(echoed.identities()).containsExactly(waId("491521"));
    var template = one(WebhookItem.Echoed.class, Samples.change("standby template", 1));
    assertThat(template.label().template()).contains("order_shipped");
    assertThat(template.label().language()).contains("de");
    assertThat(template.label().format()).contains("template");
    assertThat(template.buttons()).containsExactly("url", "quick_reply");
  }

  @Test
  void thePastIsToldInBothDirections() {
    var items = parse(Samples.change("history", 1));
    assertThat(items).hasSize(3).allMatch(WebhookItem.Backfilled.class::isInstance);
    var sent = (WebhookItem.Backfilled) items.get(0);
    assertThat(sent.message()).isInstanceOf(WebhookItem.Echoed.class);
    assertThat(sent.message().identities()).containsExactly(waId("491561"));
    assertThat(sent.status().orElseThrow().occurredAt())
        .isEqualTo(Instant.ofEpochSecond(1_750_000_050));
    var received = (WebhookItem.Backfilled) items.get(1);
    assertThat(received.message()).isInstanceOf(WebhookItem.Received.class);
    assertThat(received.status()).isEmpty();
    assertThat(((WebhookItem.Backfilled) items.get(2)).status()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          +55 82 9 9944-1234|558299441234
          558299441234|5582999441234
          +52 1 55 1234 5678|525512345678
          """)
  void theBusinessIsToldByItsNumberHoweverItIsSpelt(String display, String from) {
    var change =
        """
        {"field":"history","value":{"metadata":{"display_phone_number":"%s","phone_number_id":"7"},\
        "history":[{"threads":[{"id":"49151","context":{"wa_id":"49151","user_id":"DE.1"},\
        "messages":[{"from":"%s","id":"m","timestamp":"1750000000","type":"text"}]}]}]}}"""
            .formatted(display, from);
    var sent = one(WebhookItem.Backfilled.class, change);
    assertThat(sent.message()).isInstanceOf(WebhookItem.Echoed.class);
    assertThat(sent.message().identities())
        .containsExactlyInAnyOrder(waId("49151"), userId("DE.1"));
  }

  @Test
  void anUnreadablePlaceOfHistoryLosesNothingBesideIt() {
    var change =
        Payloads.change(
            "history",
            """
            "history":[7,{"threads":"none"},{"threads":[8,{"id":"49151","messages":"none"},\
            {"id":"49152","messages":[{"from":"49152","id":"m1","timestamp":"1750000000","type":"text"},\
            {"from":"49152","id":"m2","type":"text"},9,\
            {"from":"49152","id":"m3","timestamp":"1750000001","type":"text","text":{"body":"%s"}}]}]}]"""
                .formatted("x".repeat(300_000)));
    var items = parse(change);
    assertThat(items.stream().filter(WebhookItem.Unreadable.class::isInstance).map(Changes::reason))
        .containsExactly(
            "not-an-object",
            "not-an-array",
            "not-an-object",
            "not-an-array",
            "no-timestamp",
            "not-an-object");
    assertThat(items.stream().filter(WebhookItem.Backfilled.class::isInstance)).hasSize(2);
    assertThat(items.stream().filter(WebhookItem.Unreadable.class::isInstance))
        .as("each of them small enough to be kept as a whole")
        .allMatch(item -> item.source().body().length < 1000);
  }

  @Test
  void aPreferenceIsOfTheUserIdItNamesAndNeverOfTheParents() {
    var happened = one(WebhookItem.Happened.class, Samples.change("user_preferences", 1));
    assertThat(happened.identities()).containsExactlyInAnyOrder(waId("491511"), userId("DE.11"));
    assertThat(happened.what()).isEqualTo(new Happening.PreferenceSet("marketing_messages", true));
    assertThat(
            reasons(
                Payloads.change(
                    "user_preferences",
                    """
                    "user_preferences":[{"parent_user_id":"DE.ENT.1","category":"marketing_messages",\
                    "value":"stop","timestamp":1760000000},{"user_id":"DE.1","category":\
                    "marketing_messages","value":"maybe","timestamp":1760000000}]""")))
        .containsExactly("no-identity", "unknown-preference");
  }

  @Test
  void aReplacedUserIdNamesBoth() {
    var happened = one(WebhookItem.Happened.class, Samples.change("user_id_update", 1));
    assertThat(happened.identities())
        .containsExactlyInAnyOrder(
            userId("DE.11"),
            userId("DE.91"),
            new Identity(IdentityKind.PARENT_USER_ID, "DE.ENT.11"),
            new Identity(IdentityKind.PARENT_USER_ID, "DE.ENT.91"),
            waId("491511"));
    assertThat(happened.what())
        .isEqualTo(new Happening.ContactChanged(ContactUpdated.Change.USER_ID_CHANGED));
  }

  @Test
  void anAddressBookLosesItsNames() {
    var items = parse(Samples.change("smb_app_state_sync", 1));
    assertThat(items)
        .map(item -> ((WebhookItem.Happened) item).what())
        .containsExactly(
            new Happening.ContactChanged(ContactUpdated.Change.ADDED),
            new Happening.ContactChanged(ContactUpdated.Change.REMOVED));
  }

  @Test
  void aCustomersCallIsSomethingTheySent() {
    var items = parse(Samples.change("calls", 1));
    assertThat(((WebhookItem.Happened) items.getFirst()).what())
        .isEqualTo(
            new Happening.Called(
                "wacid.C1", "connect", Optional.of(false), java.util.OptionalLong.empty()));
    assertThat(((WebhookItem.Received) items.get(1)).type()).isEqualTo(MessageType.CALL);
    assertThat(items).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "from":"15550001111","to":"49151","event":"connect","direction":"BUSINESS_INITIATED"
          "from":"15550001111","to":"49151","event":"connect"
          "from":"49151","to":"15550001111","event":"terminate","direction":"USER_INITIATED","status":"COMPLETED","duration":61
          """)
  void anyOtherEventOfACallIsNoMessage(String members) {
    var happened =
        one(
            WebhookItem.Happened.class,
            Payloads.change(
                "calls",
                "\"calls\":[{\"id\":\"c\",\"timestamp\":\"1760000000\",%s}]".formatted(members)));
    assertThat(happened.identities()).containsExactly(waId("49151"));
  }
}
