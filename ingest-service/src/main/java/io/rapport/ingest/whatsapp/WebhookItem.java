package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Money;
import io.rapport.common.event.PricingCategory;
import io.rapport.common.event.Referral;
import io.rapport.ingest.identity.Identity;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One thing a webhook says. A webhook says up to a thousand of them. */
sealed interface WebhookItem {

  /** The item by itself, as it would arrive alone. */
  ItemSource source();

  /** A message, whoever wrote it. */
  sealed interface Message extends WebhookItem permits Received, Echoed {

    BusinessNumber number();

    Set<Identity> identities();

    String wamid();
  }

  /**
   * A customer wrote, tapped or reacted.
   *
   * @param identities all names of the one contact it belongs to, never empty
   * @param context wamid of the message it answers
   * @param utterance what was said, which is looked at for subscription words
   * @param typeKnown false where {@code type} stands in for a type we have never heard of
   * @param referral the ad that led here
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
      Optional<Referral> referral,
      ItemSource source)
      implements Message {

    public Received {
      requireNonNull(number, "number is null");
      identities = Set.copyOf(identities);
      requireNonNull(wamid, "wamid is null");
      requireNonNull(occurredAt, "occurredAt is null");
      requireNonNull(type, "type is null");
      requireNonNull(context, "context is null");
      requireNonNull(utterance, "utterance is null");
      requireNonNull(referral, "referral is null");
      requireNonNull(source, "source is null");
    }
  }

  /**
   * What became of a message the business sent.
   *
   * @param identities all names of the one contact it was sent to, never empty
   * @param participant who of a group this is about
   * @param free whether it says that Meta charges nothing for the message
   */
  record Reported(
      BusinessNumber number,
      Set<Identity> identities,
      String wamid,
      Instant occurredAt,
      EventKind kind,
      Optional<String> participant,
      Optional<PricingCategory> category,
      boolean free,
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
   * The business sent a message by another of its senders.
   *
   * @param identities all names of the one contact it was sent to, never empty
   * @param sender tells apart who echoes: {@code app} or {@code standby}
   * @param context wamid of the customer's message it answers
   * @param buttons kinds of its buttons
   */
  record Echoed(
      BusinessNumber number,
      Set<Identity> identities,
      String wamid,
      Instant occurredAt,
      String sender,
      Optional<String> context,
      MessageLabel label,
      List<String> buttons,
      boolean group,
      ItemSource source)
      implements Message {

    public Echoed {
      requireNonNull(number, "number is null");
      identities = Set.copyOf(identities);
      requireNonNull(wamid, "wamid is null");
      requireNonNull(occurredAt, "occurredAt is null");
      requireNonNull(sender, "sender is null");
      requireNonNull(context, "context is null");
      requireNonNull(label, "label is null");
      buttons = List.copyOf(buttons);
      requireNonNull(source, "source is null");
    }
  }

  /**
   * A message of the time before the account came to us.
   *
   * @param status how far it had come when its story was written down
   */
  record Backfilled(Message message, Optional<Reported> status) implements WebhookItem {

    public Backfilled {
      requireNonNull(message, "message is null");
      requireNonNull(status, "status is null");
    }

    @Override
    public ItemSource source() {
      return message.source();
    }
  }

  /**
   * Something else happened between a contact and the business.
   *
   * @param identities all names of the one contact it is about, never empty
   * @param id what makes a repeated delivery the same, together with the kind and the time
   */
  record Happened(
      Address address,
      Set<Identity> identities,
      Instant occurredAt,
      String id,
      Happening what,
      ItemSource source)
      implements WebhookItem {

    public Happened {
      requireNonNull(address, "address is null");
      identities = Set.copyOf(identities);
      requireNonNull(occurredAt, "occurredAt is null");
      requireNonNull(id, "id is null");
      requireNonNull(what, "what is null");
      requireNonNull(source, "source is null");
    }
  }

  /**
   * A customer did what the business hopes for. Names a message and nobody.
   *
   * @param clickId Meta's id of the ad click
   */
  record Converted(
      BusinessNumber number,
      String wamid,
      Instant occurredAt,
      String name,
      Optional<Money> value,
      Optional<String> clickId,
      ItemSource source)
      implements WebhookItem {

    public Converted {
      requireNonNull(number, "number is null");
      requireNonNull(wamid, "wamid is null");
      requireNonNull(occurredAt, "occurredAt is null");
      requireNonNull(name, "name is null");
      requireNonNull(value, "value is null");
      requireNonNull(clickId, "clickId is null");
      requireNonNull(source, "source is null");
    }
  }

  /**
   * Something about the account itself.
   *
   * @param registers whether the id is certainly one of an account, which may register itself
   * @param displayNumber the phone number it is about, as people write it
   * @param occurredAt empty where nothing says when
   * @param event in WhatsApp's word
   */
  record OfAccount(
      Address address,
      boolean registers,
      Optional<String> displayNumber,
      Optional<Instant> occurredAt,
      String field,
      Optional<String> event,
      Optional<Subject> subject,
      JsonObject attributes,
      ItemSource source)
      implements WebhookItem {

    public OfAccount {
      requireNonNull(address, "address is null");
      requireNonNull(displayNumber, "displayNumber is null");
      requireNonNull(occurredAt, "occurredAt is null");
      requireNonNull(field, "field is null");
      requireNonNull(event, "event is null");
      requireNonNull(subject, "subject is null");
      requireNonNull(attributes, "attributes is null");
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
