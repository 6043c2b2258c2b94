package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.event.SubscriptionWord;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventIds;
import java.util.Optional;

/** Makes facts of webhook items. */
final class Facts {

  private final EventIds ids;
  private final Pseudonyms pseudonyms;

  Facts(EventIds ids, Pseudonyms pseudonyms) {
    this.ids = requireNonNull(ids, "ids is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
  }

  Entry.Fact of(WebhookItem.Received received, int channelId) {
    var phoneNumberId = received.number().phoneNumberId();
    return new Entry.Fact(
        new MessageReceived(
            ids.told(EventKind.MESSAGE_RECEIVED, phoneNumberId, received.wamid(), ""),
            channelId,
            received.occurredAt(),
            ids.message(phoneNumberId, received.wamid()),
            received.group(),
            received.type(),
            received.context().map(wamid -> ids.message(phoneNumberId, wamid)),
            received.optOutKeyword() ? SubscriptionWord.OPT_OUT : SubscriptionWord.NONE,
            Optional.empty()),
        Names.of(received.identities(), pseudonyms),
        received.source());
  }

  Entry.Fact of(WebhookItem.Reported reported, int channelId) {
    var phoneNumberId = reported.number().phoneNumberId();
    return new Entry.Fact(
        new MessageStatus(
            ids.told(
                reported.kind(),
                phoneNumberId,
                reported.wamid(),
                reported.participant().orElse("")),
            channelId,
            reported.occurredAt(),
            ids.message(phoneNumberId, reported.wamid()),
            reported.group(),
            reported.kind(),
            reported.category(),
            reported.errorCode(),
            reported.label()),
        Names.of(reported.identities(), pseudonyms),
        reported.source());
  }
}
