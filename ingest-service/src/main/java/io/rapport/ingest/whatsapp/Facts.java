package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.common.identity.Pseudonyms.Domain;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.store.Entry;
import java.util.UUID;

/**
 * Makes facts of webhook items. Wamids become keyed digests with the phone number they were seen on
 * (one wamid can be seen on two numbers); an event's id is the digest of what makes a repeated
 * delivery the same: message, kind and, in a group, participant.
 */
final class Facts {

  private final Pseudonyms pseudonyms;

  Facts(Pseudonyms pseudonyms) {
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
  }

  Entry.Fact of(WebhookItem.Received received, int channelId) {
    var number = received.number();
    return new Entry.Fact(
        new MessageReceived(
            eventId(EventKind.MESSAGE_RECEIVED, number, received.wamid(), ""),
            channelId,
            received.occurredAt(),
            messageId(number, received.wamid()),
            received.group(),
            received.type(),
            received.context().map(wamid -> messageId(number, wamid)),
            received.optOutKeyword()),
        Names.of(received.identities(), pseudonyms),
        received.source());
  }

  Entry.Fact of(WebhookItem.Reported reported, int channelId) {
    var number = reported.number();
    return new Entry.Fact(
        new MessageStatus(
            eventId(reported.kind(), number, reported.wamid(), reported.participant().orElse("")),
            channelId,
            reported.occurredAt(),
            messageId(number, reported.wamid()),
            reported.group(),
            reported.kind(),
            reported.category(),
            reported.errorCode(),
            reported.label()),
        Names.of(reported.identities(), pseudonyms),
        reported.source());
  }

  private UUID messageId(BusinessNumber number, String wamid) {
    return pseudonyms.digest(Domain.MESSAGE, number.phoneNumberId(), wamid);
  }

  private UUID eventId(EventKind kind, BusinessNumber number, String wamid, String participant) {
    return pseudonyms.digest(
        Domain.EVENT, Short.toString(kind.code()), number.phoneNumberId(), wamid, participant);
  }
}
