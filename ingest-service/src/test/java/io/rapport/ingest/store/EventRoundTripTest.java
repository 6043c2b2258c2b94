package io.rapport.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.event.BlockReason;
import io.rapport.common.event.BotActivity;
import io.rapport.common.event.CallReported;
import io.rapport.common.event.CartCreated;
import io.rapport.common.event.ContactTagged;
import io.rapport.common.event.ContactUpdated;
import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.Conversion;
import io.rapport.common.event.Event;
import io.rapport.common.event.EventCodec;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.Handover;
import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.LinkUsed;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageSent;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Money;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Party;
import io.rapport.common.event.PreferenceChanged;
import io.rapport.common.event.PricingCategory;
import io.rapport.common.event.Referral;
import io.rapport.common.event.Refund;
import io.rapport.common.event.SendBlocked;
import io.rapport.common.event.Stamp;
import io.rapport.common.event.SubscriptionWord;
import io.rapport.common.event.SurveyAnswered;
import io.rapport.common.event.SurveyInvited;
import io.rapport.common.event.SurveyScale;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.Names;
import io.rapport.testing.PostgresTestResource;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every kind of fact comes out of the database as it went in. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class EventRoundTripTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_760_000_000);
  private static final MessageLabel LABEL =
      new MessageLabel(
          Optional.of(Origin.CAMPAIGN),
          Optional.of("spring"),
          Optional.of("b"),
          Optional.of("offer"),
          Optional.of("de"),
          Optional.of("vip"),
          Optional.of("template"));

  @Inject EventStore store;
  @Inject AccountDirectory directory;
  @Inject AccountTransactions transactions;
  @Inject Pseudonyms pseudonyms;

  @Test
  void whatIsStoredIsReadBackAsItWas() {
    var facts = new ArrayList<Event>();
    for (var kind : EventKind.values()) {
      facts.add(full(kind));
      facts.add(bare(kind));
    }
    assertThat(stored(facts)).containsExactlyInAnyOrderElementsOf(facts);
  }

  private List<Event> stored(List<Event> facts) {
    var channel =
        directory
            .register("waba-" + UUID.randomUUID(), "7", Optional.empty())
            .await()
            .indefinitely();
    var names = Names.of(Set.of(Identity.ofPerson("4915112345678").orElseThrow()), pseudonyms);
    store
        .submit(
            channel.accountId(),
            facts.stream().<Entry>map(fact -> new Entry.Fact(fact, names, NO_EVIDENCE)).toList())
        .toCompletableFuture()
        .join();
    return transactions
        .inAccount(
            channel.accountId(),
            connection ->
                connection.query("SELECT " + EventCodec.COLUMNS + " FROM event").execute())
        .map(
            rows -> {
              var events = new ArrayList<Event>();
              rows.forEach(row -> events.add(EventCodec.decode(row)));
              return events;
            })
        .await()
        .indefinitely();
  }

  /** With everything that can be said. */
  private static Event full(EventKind kind) {
    var id = UUID.randomUUID();
    var stamp = new Stamp(id, 1, TIME);
    var value = Optional.of(new Money(4990, "EUR"));
    return switch (kind) {
      case MESSAGE_RECEIVED ->
          new MessageReceived(
              id,
              1,
              TIME,
              UUID.randomUUID(),
              true,
              MessageType.BUTTON,
              Optional.of(UUID.randomUUID()),
              SubscriptionWord.OPT_IN,
              Optional.of(
                  new Referral(Optional.of("ad"), Optional.of("120"), Optional.of("Aff-x"))));
      case MESSAGE_ACCEPTED, MESSAGE_ECHOED ->
          new MessageSent(
              id,
              1,
              TIME,
              UUID.randomUUID(),
              true,
              kind,
              Optional.of(UUID.randomUUID()),
              LABEL,
              List.of("quick_reply", "url"));
      case STATUS_SENT, STATUS_DELIVERED, STATUS_READ, STATUS_PLAYED, STATUS_FAILED ->
          new MessageStatus(
              id,
              1,
              TIME,
              UUID.randomUUID(),
              true,
              kind,
              Optional.of(PricingCategory.MARKETING),
              true,
              OptionalInt.of(131026),
              LABEL);
      case CONVERSATION_RESOLVED -> new ConversationResolved(stamp, Optional.of(Party.CUSTOMER));
      case HANDOVER ->
          new Handover(
              stamp,
              Optional.of(Party.BOT),
              Party.HUMAN,
              Optional.of(HandoverReason.ASKED_FOR_HUMAN));
      case BOT_TURN, BOT_STEP, BOT_FALLBACK, BOT_GOAL ->
          new BotActivity(
              stamp,
              kind,
              "shop",
              Optional.of(UUID.randomUUID()),
              Optional.of("returns"),
              Optional.of("which order"),
              Optional.of("return item"),
              OptionalDouble.of(0.75),
              Optional.of("label printed"));
      case CART_CREATED -> new CartCreated(stamp, UUID.randomUUID(), value);
      case CONVERSION ->
          new Conversion(
              stamp,
              UUID.randomUUID(),
              "purchase",
              value,
              Optional.of(UUID.randomUUID()),
              Optional.of("Aff-x"));
      case REFUND -> new Refund(stamp, UUID.randomUUID(), value);
      case SURVEY_INVITED ->
          new SurveyInvited(
              stamp,
              UUID.randomUUID(),
              "after-service",
              SurveyScale.NPS,
              Optional.of(UUID.randomUUID()));
      case SURVEY_ANSWERED ->
          new SurveyAnswered(stamp, UUID.randomUUID(), "after-service", SurveyScale.NPS, 11);
      case LINK_CLICKED, LINK_FOLLOWED ->
          new LinkUsed(stamp, kind, UUID.randomUUID(), Optional.of(UUID.randomUUID()), LABEL);
      case PREFERENCE_CHANGED -> new PreferenceChanged(stamp, "marketing_messages", true);
      case CONTACT_TAGGED -> new ContactTagged(stamp, List.of("vip", "a b"), List.of("prospect"));
      case CONTACT_UPDATED -> new ContactUpdated(stamp, ContactUpdated.Change.USER_ID_CHANGED);
      case CALL_REPORTED ->
          new CallReported(
              stamp, UUID.randomUUID(), "terminate", Optional.of(true), OptionalLong.of(61));
      case SEND_BLOCKED -> new SendBlocked(stamp, BlockReason.FREQUENCY_CAP, LABEL);
    };
  }

  /** With nothing that can be left out. */
  private static Event bare(EventKind kind) {
    var id = UUID.randomUUID();
    var stamp = new Stamp(id, Event.NO_CHANNEL, TIME);
    return switch (kind) {
      case MESSAGE_RECEIVED ->
          new MessageReceived(
              id,
              1,
              TIME,
              UUID.randomUUID(),
              false,
              MessageType.TEXT,
              Optional.empty(),
              SubscriptionWord.OPT_OUT,
              Optional.empty());
      case MESSAGE_ACCEPTED, MESSAGE_ECHOED ->
          new MessageSent(
              id,
              1,
              TIME,
              UUID.randomUUID(),
              false,
              kind,
              Optional.empty(),
              MessageLabel.NONE,
              List.of());
      case STATUS_SENT, STATUS_DELIVERED, STATUS_READ, STATUS_PLAYED, STATUS_FAILED ->
          new MessageStatus(
              id,
              1,
              TIME,
              UUID.randomUUID(),
              false,
              kind,
              Optional.empty(),
              false,
              OptionalInt.empty(),
              MessageLabel.NONE);
      case CONVERSATION_RESOLVED -> new ConversationResolved(stamp, Optional.empty());
      case HANDOVER -> new Handover(stamp, Optional.empty(), Party.BOT, Optional.empty());
      case BOT_TURN, BOT_STEP, BOT_FALLBACK, BOT_GOAL ->
          new BotActivity(
              stamp,
              kind,
              "shop",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              Optional.empty());
      case CART_CREATED -> new CartCreated(stamp, UUID.randomUUID(), Optional.empty());
      case CONVERSION ->
          new Conversion(
              stamp,
              UUID.randomUUID(),
              "lead",
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case REFUND -> new Refund(stamp, UUID.randomUUID(), Optional.empty());
      case SURVEY_INVITED ->
          new SurveyInvited(
              stamp, UUID.randomUUID(), "after-service", SurveyScale.CSAT, Optional.empty());
      case SURVEY_ANSWERED ->
          new SurveyAnswered(stamp, UUID.randomUUID(), "after-service", SurveyScale.CES, 1);
      case LINK_CLICKED, LINK_FOLLOWED ->
          new LinkUsed(stamp, kind, UUID.randomUUID(), Optional.empty(), MessageLabel.NONE);
      case PREFERENCE_CHANGED -> new PreferenceChanged(stamp, "marketing_messages", false);
      case CONTACT_TAGGED -> new ContactTagged(stamp, List.of(), List.of("vip"));
      case CONTACT_UPDATED -> new ContactUpdated(stamp, ContactUpdated.Change.ADDED);
      case CALL_REPORTED ->
          new CallReported(
              stamp, UUID.randomUUID(), "ringing", Optional.empty(), OptionalLong.empty());
      case SEND_BLOCKED -> new SendBlocked(stamp, BlockReason.CONSENT, MessageLabel.NONE);
    };
  }

  private static final Evidence NO_EVIDENCE =
      new Evidence() {
        @Override
        public String field() {
          return "";
        }

        @Override
        public boolean fieldKnown() {
          return true;
        }

        @Override
        public byte[] body() {
          return new byte[0];
        }
      };
}
