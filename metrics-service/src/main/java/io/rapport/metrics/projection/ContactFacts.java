package io.rapport.metrics.projection;

import io.rapport.common.event.Event;
import io.rapport.common.event.EventCodec;
import io.rapport.metrics.timeline.Exclusion;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is known of contacts: their facts as stored, and whether they count. */
final class ContactFacts {

  private final Map<UUID, List<Row>> rows = new HashMap<>();
  private final Map<UUID, Short> exclusions = new HashMap<>();

  private final UUID[] contacts;

  private ContactFacts(UUID[] contacts) {
    this.contacts = contacts.clone();
  }

  /** How many facts each contact has; one without facts has no entry. */
  static Map<UUID, Long> count(Statements statements, int accountId, UUID[] contacts) {
    Map<UUID, Long> counts = new HashMap<>();
    statements
        .run(
            """
            SELECT contact_id, count(*) AS facts FROM event
            WHERE account_id = $1 AND contact_id = ANY ($2) GROUP BY contact_id""",
            accountId,
            contacts)
        .forEach(row -> counts.put(row.getUUID("contact_id"), row.getLong("facts")));
    return counts;
  }

  static ContactFacts load(Statements statements, int accountId, UUID[] contacts) {
    return load(statements, accountId, contacts, Integer.MAX_VALUE).orElseThrow();
  }

  /**
   * @param most how many facts at most
   * @return nothing where there are more
   */
  static Optional<ContactFacts> load(
      Statements statements, int accountId, UUID[] contacts, int most) {
    var rows =
        statements.run(
            "SELECT contact_id, "
                + EventCodec.COLUMNS
                + " FROM event WHERE account_id = $1 AND contact_id = ANY ($2) LIMIT $3",
            accountId,
            contacts,
            most + 1L);
    if (rows.size() > most) {
      return Optional.empty();
    }
    var facts = new ContactFacts(contacts);
    for (var row : rows) {
      facts.rows.computeIfAbsent(row.getUUID("contact_id"), id -> new ArrayList<>()).add(row);
    }
    statements
        .run(
            """
            SELECT contact_id, exclusion FROM contact
            WHERE account_id = $1 AND contact_id = ANY ($2)""",
            accountId,
            contacts)
        .forEach(row -> facts.exclusions.put(row.getUUID("contact_id"), row.getShort("exclusion")));
    return Optional.of(facts);
  }

  /**
   * @throws IllegalArgumentException if a fact has a code that this version does not know
   */
  List<Event> events(UUID contactId) {
    return rows.getOrDefault(contactId, List.of()).stream().map(EventCodec::decode).toList();
  }

  /** Whose facts these are. */
  UUID[] contacts() {
    return contacts.clone();
  }

  boolean none(UUID contactId) {
    return !rows.containsKey(contactId);
  }

  int size() {
    return rows.values().stream().mapToInt(List::size).sum();
  }

  /**
   * @throws IllegalArgumentException if the code is not known to this version
   */
  Exclusion exclusion(UUID contactId) {
    return Exclusion.ofCode(exclusions.getOrDefault(contactId, Exclusion.NONE.code()));
  }
}
