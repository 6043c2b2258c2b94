package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Event;
import io.rapport.ingest.content.MessageContent;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.identity.Subject;
import java.util.Optional;

/** One thing to be kept for an account. */
public sealed interface Entry {

  /**
   * A fact about a contact.
   *
   * @param names the names under which the contact is known or will be from now on
   * @param content what was said, where the account keeps it
   */
  record Fact(Event event, Names names, Evidence evidence, Optional<MessageContent> content)
      implements Entry {

    public Fact {
      requireNonNull(event, "event is null");
      requireNonNull(names, "names is null");
      requireNonNull(evidence, "evidence is null");
      requireNonNull(content, "content is null");
    }

    /** A fact in which nothing is said that would be kept. */
    public Fact(Event event, Names names, Evidence evidence) {
      this(event, names, evidence, Optional.empty());
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
   * Something that could not be read.
   *
   * @param reason a stable code
   * @param detail for people; carries nothing of the content
   */
  record Rejected(String reason, String detail, Evidence evidence) implements Entry {

    public Rejected {
      requireNonNull(reason, "reason is null");
      requireNonNull(detail, "detail is null");
      requireNonNull(evidence, "evidence is null");
    }
  }
}
