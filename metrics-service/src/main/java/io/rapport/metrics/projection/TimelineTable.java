package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.ID;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import io.rapport.metrics.timeline.ContactSummary;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One row per contact with facts; who holds its lock is the only one who projects the contact. */
final class TimelineTable {

  private record TimelineRow(UUID contactId, Instant projectedAt, ContactSummary summary) {}

  private static final Upsert<TimelineRow> TIMELINES =
      Upsert.replacing(
          "timeline",
          List.of(required("contact_id", ID, TimelineRow::contactId)),
          List.of(
              required("projected_at", INSTANT, TimelineRow::projectedAt),
              optional("tags", TEXT, TimelineTable::tags),
              optional("first_contact_at", INSTANT, row -> row.summary().firstContactAt()),
              optional("first_inbound_at", INSTANT, row -> row.summary().firstInboundAt()),
              optional("last_inbound_at", INSTANT, row -> row.summary().lastInboundAt()),
              optional("last_receipt_at", INSTANT, row -> row.summary().lastReceiptAt())));

  private TimelineTable() {}

  /** One a line: a tag is a line. */
  private static Optional<String> tags(TimelineRow row) {
    var tags = row.summary().tags();
    return tags.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", tags));
  }

  /**
   * Locks contacts, new ones too. Those are added in the order of their ids, so that workers who
   * add the same contacts cannot wait for each other in a circle.
   *
   * @return those that no other worker holds
   */
  static Set<UUID> lock(Statements statements, int accountId, Set<UUID> contacts, Instant now) {
    var locked = lock(statements, accountId, contacts);
    if (locked.size() < contacts.size()) {
      var others = new LinkedHashSet<>(contacts);
      others.removeAll(locked);
      add(statements, accountId, others, now);
      locked.addAll(lock(statements, accountId, others));
    }
    return locked;
  }

  private static void add(Statements statements, int accountId, Set<UUID> contacts, Instant now) {
    var sorted = contacts.toArray(UUID[]::new);
    Arrays.sort(sorted);
    statements.send(
        """
        INSERT INTO timeline (account_id, contact_id, projected_at)
        SELECT $1::int, contact_id, $3::timestamptz FROM unnest($2::uuid[]) AS contact_id
        ON CONFLICT DO NOTHING""",
        accountId,
        sorted,
        ColumnType.atUtc(now));
  }

  private static Set<UUID> lock(Statements statements, int accountId, Set<UUID> contacts) {
    var locked = new LinkedHashSet<UUID>();
    statements
        .run(
            """
            SELECT contact_id FROM timeline
            WHERE account_id = $1 AND contact_id = ANY ($2)
            FOR UPDATE SKIP LOCKED""",
            accountId,
            contacts.toArray(UUID[]::new))
        .forEach(row -> locked.add(row.getUUID("contact_id")));
    return locked;
  }

  /** Whether nothing was ever made of any of these contacts. */
  static boolean none(Statements statements, int accountId, UUID[] contacts) {
    return statements
            .run(
                "SELECT FROM timeline WHERE account_id = $1 AND contact_id = ANY ($2) LIMIT 1",
                accountId,
                contacts)
            .rowCount()
        == 0;
  }

  static void update(
      Statements statements, int accountId, Map<UUID, ContactSummary> summaries, Instant now) {
    TIMELINES.apply(
        statements,
        accountId,
        summaries.entrySet().stream()
            .map(entry -> new TimelineRow(entry.getKey(), now, entry.getValue()))
            .toList());
  }

  /** Of contacts that have no facts, or none any longer. */
  static void delete(Statements statements, int accountId, UUID[] contacts) {
    if (contacts.length > 0) {
      statements.send(
          "DELETE FROM timeline WHERE account_id = $1 AND contact_id = ANY ($2)",
          accountId,
          contacts);
    }
  }
}
