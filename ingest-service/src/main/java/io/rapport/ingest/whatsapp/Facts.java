package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.CallReported;
import io.rapport.common.event.ContactUpdated;
import io.rapport.common.event.Conversion;
import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.Handover;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageSent;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.event.PreferenceChanged;
import io.rapport.common.event.Stamp;
import io.rapport.common.event.SubscriptionWord;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.account.CurrentSettings;
import io.rapport.ingest.account.EffectiveSettings;
import io.rapport.ingest.content.MessageContent;
import io.rapport.ingest.identity.Alias;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.links.reference.Mention;
import io.rapport.ingest.links.reference.References;
import io.rapport.ingest.store.AccountEvent;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventIds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes facts of webhook items. Thread-safe. */
final class Facts {

  private final EventIds ids;
  private final Pseudonyms pseudonyms;
  private final CurrentSettings settings;
  private final References references;

  Facts(EventIds ids, Pseudonyms pseudonyms, CurrentSettings settings, References references) {
    this.ids = requireNonNull(ids, "ids is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.references = requireNonNull(references, "references is null");
  }

  /**
   * @param accountId whose settings decide what is looked at and kept
   * @param channelId of the phone number the item is about, or {@link Event#NO_CHANNEL}
   * @param receivedAt when it came in
   */
  Entry.Single of(WebhookItem item, int accountId, int channelId, Instant receivedAt) {
    return switch (item) {
      case WebhookItem.Received received -> received(received, accountId, channelId);
      case WebhookItem.Reported reported ->
          new Entry.Fact(
              event(reported, channelId),
              Names.of(reported.identities(), pseudonyms),
              reported.source());
      case WebhookItem.Echoed echoed ->
          new Entry.Fact(
              event(echoed, channelId), Names.of(echoed.identities(), pseudonyms), echoed.source());
      case WebhookItem.Backfilled backfilled ->
          backfill(backfilled, settings.of(accountId), channelId);
      case WebhookItem.Happened happened -> happened(happened, channelId);
      case WebhookItem.Converted converted -> converted(converted, channelId);
      case WebhookItem.OfAccount told -> ofAccount(told, channelId, receivedAt);
      case WebhookItem.Unreadable unreadable ->
          new Entry.Rejected(unreadable.reason().id(), unreadable.detail(), unreadable.source());
    };
  }

  private Entry.Fact received(WebhookItem.Received received, int accountId, int channelId) {
    var account = settings.of(accountId);
    return new Entry.Fact(
        event(received, account, channelId),
        Names.of(received.identities(), pseudonyms),
        received.source(),
        content(received, account),
        mention(received, accountId));
  }

  /** What leads into the chat writes a reference there for the visitor to send. */
  private Optional<Mention> mention(WebhookItem.Received received, int accountId) {
    return received.group()
        ? Optional.empty()
        : received
            .utterance()
            .flatMap(utterance -> references.find(accountId, utterance.text()))
            .map(
                reference ->
                    new Mention(
                        reference,
                        ids.told(
                            EventKind.LINK_FOLLOWED,
                            received.number().phoneNumberId(),
                            received.wamid(),
                            "")));
  }

  private static SubscriptionWord word(WebhookItem.Received received, EffectiveSettings account) {
    return received
        .utterance()
        .filter(Utterance::whole)
        .map(utterance -> account.words().wordOf(utterance.text()))
        .orElse(SubscriptionWord.NONE);
  }

  /**
   * Of a group nothing is kept: its key is the group's, and could not be destroyed for one of it.
   */
  private static Optional<MessageContent> content(
      WebhookItem.Received received, EffectiveSettings account) {
    var retention = account.settings().contentRetention();
    return retention.isEmpty() || received.group()
        ? Optional.empty()
        : received
            .utterance()
            .map(utterance -> new MessageContent(utterance.text(), retention.get()));
  }

  private MessageReceived event(
      WebhookItem.Received received, EffectiveSettings account, int channelId) {
    var phoneNumberId = received.number().phoneNumberId();
    return new MessageReceived(
        ids.told(EventKind.MESSAGE_RECEIVED, phoneNumberId, received.wamid(), ""),
        channelId,
        received.occurredAt(),
        ids.message(phoneNumberId, received.wamid()),
        received.group(),
        received.type(),
        received.context().map(wamid -> ids.message(phoneNumberId, wamid)),
        word(received, account),
        received.referral());
  }

  private MessageStatus event(WebhookItem.Reported reported, int channelId) {
    var phoneNumberId = reported.number().phoneNumberId();
    return new MessageStatus(
        ids.told(
            reported.kind(), phoneNumberId, reported.wamid(), reported.participant().orElse("")),
        channelId,
        reported.occurredAt(),
        ids.message(phoneNumberId, reported.wamid()),
        reported.group(),
        reported.kind(),
        reported.category(),
        reported.free(),
        reported.errorCode(),
        reported.label());
  }

  private MessageSent event(WebhookItem.Echoed echoed, int channelId) {
    var phoneNumberId = echoed.number().phoneNumberId();
    return new MessageSent(
        ids.told(EventKind.MESSAGE_ECHOED, phoneNumberId, echoed.wamid(), echoed.sender()),
        channelId,
        echoed.occurredAt(),
        ids.message(phoneNumberId, echoed.wamid()),
        echoed.group(),
        EventKind.MESSAGE_ECHOED,
        echoed.context().map(wamid -> ids.message(phoneNumberId, wamid)),
        echoed.label(),
        echoed.buttons());
  }

  private Entry.Single backfill(
      WebhookItem.Backfilled backfilled, EffectiveSettings account, int channelId) {
    var message = backfilled.message();
    return new Entry.Backfill(
        switch (message) {
          case WebhookItem.Received received -> event(received, account, channelId);
          case WebhookItem.Echoed echoed -> event(echoed, channelId);
        },
        backfilled.status().map(status -> (Event) event(status, channelId)).stream().toList(),
        ids.message(message.number().phoneNumberId(), message.wamid()),
        Names.of(message.identities(), pseudonyms),
        message.source(),
        Optional.empty());
  }

  private Entry.Single happened(WebhookItem.Happened happened, int channelId) {
    var what = happened.what();
    var stamp =
        new Stamp(
            ids.told(what.kind(), phoneNumberId(happened.address()), happened.id(), ""),
            channelId,
            happened.occurredAt());
    Event event =
        switch (what) {
          case Happening.HandedOver over ->
              new Handover(stamp, over.from(), over.to(), over.reason());
          case Happening.PreferenceSet set ->
              new PreferenceChanged(stamp, set.category(), set.stopped());
          case Happening.ContactChanged changed -> new ContactUpdated(stamp, changed.change());
          case Happening.Called called ->
              new CallReported(
                  stamp,
                  ids.reference(EventIds.Reference.CALL, called.callId()),
                  called.event(),
                  called.byBusiness(),
                  called.seconds());
        };
    return new Entry.Fact(event, Names.of(happened.identities(), pseudonyms), happened.source());
  }

  /** Nothing names the order, but two of them at the same second by one message are one. */
  private Entry.Single converted(WebhookItem.Converted converted, int channelId) {
    var phoneNumberId = converted.number().phoneNumberId();
    var stamp =
        new Stamp(
            ids.told(EventKind.CONVERSION, phoneNumberId, converted.wamid(), converted.name()),
            channelId,
            converted.occurredAt());
    var order =
        String.join(
            "/",
            "whatsapp",
            phoneNumberId,
            converted.wamid(),
            converted.name(),
            converted.occurredAt().toString());
    return new Entry.OfMessage(
        new Conversion(
            stamp,
            ids.reference(EventIds.Reference.ORDER, order),
            converted.name(),
            converted.value(),
            Optional.empty(),
            converted.clickId()),
        ids.message(phoneNumberId, converted.wamid()),
        converted.source());
  }

  private Entry.Single ofAccount(WebhookItem.OfAccount told, int channelId, Instant receivedAt) {
    var subject = told.subject().map(about -> text(about, told.address()));
    // What says no time is the same all day: a repetition cannot be told from a recurrence.
    var when =
        told.occurredAt()
            .map(Instant::toString)
            .orElseGet(() -> receivedAt.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    var id =
        ids.ofAccount(
            List.of(
                told.field(),
                phoneNumberId(told.address()),
                told.displayNumber().orElse(""),
                when,
                told.event().orElse(""),
                subject.orElse(""),
                told.attributes().encode()));
    return new Entry.OfAccount(
        new AccountEvent(
            id,
            told.occurredAt().orElse(receivedAt),
            channelId == Event.NO_CHANNEL ? OptionalInt.empty() : OptionalInt.of(channelId),
            told.displayNumber(),
            told.field(),
            told.event(),
            subject,
            told.attributes()),
        told.source());
  }

  private String text(Subject subject, Address address) {
    return switch (subject) {
      case Subject.Named named -> named.name();
      case Subject.OfGroup group ->
          Alias.of(Identity.ofGroup(group.groupId()), pseudonyms).digest().toString();
      case Subject.OfMessage message ->
          ids.message(phoneNumberId(address), message.wamid()).toString();
      case Subject.Hidden hidden -> ids.hidden(hidden.value()).toString();
    };
  }

  private static String phoneNumberId(Address address) {
    return switch (address) {
      case BusinessNumber number -> number.phoneNumberId();
      case WholeAccount account -> "";
    };
  }
}
