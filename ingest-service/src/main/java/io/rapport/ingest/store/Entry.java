package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Event;
import io.rapport.ingest.content.MessageContent;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.identity.Subject;
import io.rapport.ingest.links.reference.Mention;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Something to be kept for an account, in one transaction. */
public sealed interface Entry {

  /** One thing, with what it was read from. */
  sealed interface Single extends Entry {

    /** What it was read from. */
    Evidence evidence();
  }

  /**
   * A fact about a contact.
   *
   * @param names the names under which the contact is known or will be from now on
   * @param content what was said, where the account keeps it
   * @param mention the reference a message carries
   */
  record Fact(
      Event event,
      Names names,
      Evidence evidence,
      Optional<MessageContent> content,
      Optional<Mention> mention)
      implements Single {

    public Fact {
      requireNonNull(event, "event is null");
      requireNonNull(names, "names is null");
      requireNonNull(evidence, "evidence is null");
      requireNonNull(content, "content is null");
      requireNonNull(mention, "mention is null");
    }

    /** A fact that refers to no link. */
    public Fact(Event event, Names names, Evidence evidence, Optional<MessageContent> content) {
      this(event, names, evidence, content, Optional.empty());
    }

    /** A fact in which nothing is said that would be kept. */
    public Fact(Event event, Names names, Evidence evidence) {
      this(event, names, evidence, Optional.empty(), Optional.empty());
    }
  }

  /**
   * A fact whose sender wants to know what became of it, and keeps what could not be stored.
   *
   * @param repetition what a repetition has in common with it
   */
  record Reported(Event event, Subject subject, Repetition repetition, Receipt receipt)
      implements Entry {

    public Reported {
      requireNonNull(event, "event is null");
      requireNonNull(subject, "subject is null");
      requireNonNull(repetition, "repetition is null");
      requireNonNull(receipt, "receipt is null");
    }
  }

  /** When two facts are the same. */
  enum Repetition {
    /** Their ids are, whatever contact and time they name. */
    SAME_ID,
    /** Their ids, contacts and times are. */
    SAME_FACT
  }

  /**
   * A fact that names a message and no person: it is about whoever that message belongs to. If the
   * message is not known it goes to quarantine as {@link #UNKNOWN_MESSAGE}, to be read again when
   * it is.
   */
  record OfMessage(Event event, UUID messageId, Evidence evidence) implements Single {

    /** Why it is in quarantine. */
    public static final String UNKNOWN_MESSAGE = "unknown-message";

    public OfMessage {
      requireNonNull(event, "event is null");
      requireNonNull(messageId, "messageId is null");
      requireNonNull(evidence, "evidence is null");
    }
  }

  /**
   * A message of the past and what became of it. Each of these facts is kept only if nobody has
   * told of it before, whatever time they gave, because the past is told with less precision than
   * the present was. The names count in any case.
   *
   * @param message that there was the message
   * @param statuses of the message
   * @param receipt of somebody who wants to know, and keeps what could not be stored
   */
  record Backfill(
      Event message,
      List<Event> statuses,
      UUID messageId,
      Names names,
      Evidence evidence,
      Optional<Receipt> receipt)
      implements Single {

    public Backfill {
      requireNonNull(message, "message is null");
      statuses = List.copyOf(statuses);
      requireNonNull(messageId, "messageId is null");
      requireNonNull(names, "names is null");
      requireNonNull(evidence, "evidence is null");
      requireNonNull(receipt, "receipt is null");
    }
  }

  /** A fact about the account itself. */
  record OfAccount(AccountEvent event, Evidence evidence) implements Single {

    public OfAccount {
      requireNonNull(event, "event is null");
      requireNonNull(evidence, "evidence is null");
    }
  }

  /**
   * Something that could not be read.
   *
   * @param reason a stable code
   * @param detail for people; carries nothing of the content
   */
  record Rejected(String reason, String detail, Evidence evidence) implements Single {

    public Rejected {
      requireNonNull(reason, "reason is null");
      requireNonNull(detail, "detail is null");
      requireNonNull(evidence, "evidence is null");
    }
  }

  /**
   * What an item in quarantine turned out to be when it was read again. It leaves quarantine in the
   * transaction that keeps the entries, so it is in one place at any time and never in none; what
   * is rejected again is back under its new reason.
   *
   * @param receivedAt when the item came in
   * @param entries empty where the item says nothing, or nothing for this account
   */
  record Redriven(UUID quarantineId, Instant receivedAt, List<Single> entries) implements Entry {

    public Redriven {
      requireNonNull(quarantineId, "quarantineId is null");
      requireNonNull(receivedAt, "receivedAt is null");
      entries = List.copyOf(entries);
    }
  }
}
