package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.PricingCategory;
import io.rapport.ingest.identity.Identity;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One thing a webhook says. A webhook says up to a thousand of them. */
sealed interface WebhookItem {

  /** The item by itself, as it would arrive alone. */
  ItemSource source();

  /**
   * A customer wrote, tapped or reacted.
   *
   * @param identities all names of the one contact it belongs to, never empty
   * @param context wamid of the message it answers
   * @param utterance what was said, which is looked at for subscription words
   * @param typeKnown false where {@code type} stands in for a type we have never heard of
   */
  record Received(
      BusinessNumber number,
      Set<Identity> identities,
      String wamid,
      Instant occurredAt,
      MessageType type,
      boolean typeKnown,
      Optional<String> context,
      Optional<Utterance> utterance,
      boolean group,
      ItemSource source)
      implements WebhookItem {

    public Received {
      requireNonNull(number, "number is null");
      identities = Set.copyOf(identities);
      requireNonNull(wamid, "wamid is null");
      requireNonNull(occurredAt, "occurredAt is null");
      requireNonNull(type, "type is null");
      requireNonNull(context, "context is null");
      requireNonNull(utterance, "utterance is null");
      requireNonNull(source, "source is null");
    }
  }

  /**
   * What became of a message the business sent.
   *
   * @param identities all names of the one contact it was sent to, never empty
   * @param participant who of a group this is about
   */
  record Reported(
      BusinessNumber number,
      Set<Identity> identities,
      String wamid,
      Instant occurredAt,
      EventKind kind,
      Optional<String> participant,
      Optional<PricingCategory> category,
      OptionalInt errorCode,
      MessageLabel label,
      boolean group,
      ItemSource source)
      implements WebhookItem {

    public Reported {
      requireNonNull(number, "number is null");
      identities = Set.copyOf(identities);
      requireNonNull(wamid, "wamid is null");
      requireNonNull(occurredAt, "occurredAt is null");
      requireNonNull(kind, "kind is null");
      requireNonNull(participant, "participant is null");
      requireNonNull(category, "category is null");
      requireNonNull(errorCode, "errorCode is null");
      requireNonNull(label, "label is null");
      requireNonNull(source, "source is null");
    }
  }

  /**
   * Something that cannot be read, or not yet.
   *
   * @param wabaId empty where it names no account
   * @param detail for people; carries nothing of the content
   */
  record Unreadable(
      Optional<String> wabaId, UnreadableReason reason, String detail, ItemSource source)
      implements WebhookItem {

    public Unreadable {
      requireNonNull(wabaId, "wabaId is null");
      requireNonNull(reason, "reason is null");
      requireNonNull(detail, "detail is null");
      requireNonNull(source, "source is null");
    }
  }
}
