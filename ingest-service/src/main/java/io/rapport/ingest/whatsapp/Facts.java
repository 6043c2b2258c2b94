package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.event.SubscriptionWord;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.account.CurrentSettings;
import io.rapport.ingest.account.EffectiveSettings;
import io.rapport.ingest.content.MessageContent;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventIds;
import java.util.Optional;

/** Makes facts of webhook items. */
final class Facts {

  private final EventIds ids;
  private final Pseudonyms pseudonyms;
  private final CurrentSettings settings;

  Facts(EventIds ids, Pseudonyms pseudonyms, CurrentSettings settings) {
    this.ids = requireNonNull(ids, "ids is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  Entry.Fact of(WebhookItem.Received received, Channel channel) {
    var phoneNumberId = received.number().phoneNumberId();
    var account = settings.of(channel.accountId());
    return new Entry.Fact(
        new MessageReceived(
            ids.told(EventKind.MESSAGE_RECEIVED, phoneNumberId, received.wamid(), ""),
            channel.channelId(),
            received.occurredAt(),
            ids.message(phoneNumberId, received.wamid()),
            received.group(),
            received.type(),
            received.context().map(wamid -> ids.message(phoneNumberId, wamid)),
            word(received, account),
            Optional.empty()),
        Names.of(received.identities(), pseudonyms),
        received.source(),
        content(received, account));
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
