package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.EventKind;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.common.identity.Pseudonyms.Domain;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Derives ids from the source's own, so that a repeated delivery is the same fact and nobody can
 * read the source's ids, which may contain phone numbers. Thread-safe.
 */
@ApplicationScoped
public class EventIds {

  /** What an order or cart is called is up to a shop: the names of one may not meet another's. */
  public enum Reference {
    ORDER,
    CART,
    CALL,
    BOT_RUN,
    LINK,
    INVITATION
  }

  private final Pseudonyms pseudonyms;

  public EventIds(Pseudonyms pseudonyms) {
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
  }

  /** A message: one wamid can be seen on two numbers, and is two messages then. */
  public UUID message(String phoneNumberId, String wamid) {
    return pseudonyms.digest(Domain.MESSAGE, phoneNumberId, wamid);
  }

  /**
   * A fact WhatsApp told.
   *
   * @param id what it is about: a wamid, a call's id
   * @param detail what else makes a repeated delivery the same, such as the participant of a group
   */
  public UUID told(EventKind kind, String phoneNumberId, String id, String detail) {
    return pseudonyms.digest(Domain.EVENT, Short.toString(kind.code()), phoneNumberId, id, detail);
  }

  /**
   * A fact about the account itself.
   *
   * @param parts all it says, in an order that does not change
   */
  public UUID ofAccount(List<String> parts) {
    var all = new ArrayList<String>(parts.size() + 1);
    // No event kind has this name.
    all.add("account");
    all.addAll(parts);
    return pseudonyms.digest(Domain.EVENT, all.toArray(String[]::new));
  }

  /** Something that must not be stored as it is, but told again when it comes again. */
  public UUID hidden(String value) {
    return pseudonyms.digest(Domain.REFERENCE, "HIDDEN", value);
  }

  /** A fact some other software reported: CloudEvents' source and id are unique together. */
  public UUID reported(String source, String id) {
    return pseudonyms.digest(Domain.REPORTED, source, id);
  }

  /** Something that facts refer to. */
  public UUID reference(Reference kind, String id) {
    return pseudonyms.digest(Domain.REFERENCE, kind.name(), id);
  }
}
