package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Who must be projected, from when on: what was announced by ingest, and what time will change.
 * Rows are only ever added; whoever projects a contact takes its rows away. No statement waits for
 * a row that another worker holds.
 */
@ApplicationScoped
class ContactWork {

  private final Supplier<UUID> ids;

  ContactWork() {
    this(UUID::randomUUID);
  }

  ContactWork(Supplier<UUID> ids) {
    this.ids = requireNonNull(ids, "ids is null");
  }

  /**
   * Contacts of one account that are due, the longest waiting first.
   *
   * @param limit of rows, of which several may be of one contact
   */
  Set<UUID> claim(Statements statements, int accountId, Instant now, int limit) {
    var contacts = new LinkedHashSet<UUID>();
    var rows =
        statements.run(
            """
            SELECT contact_id FROM contact_work
            WHERE account_id = $1 AND due_at <= $2
            ORDER BY due_at LIMIT $3
            FOR UPDATE SKIP LOCKED""",
            accountId,
            ColumnType.atUtc(now),
            limit);
    rows.forEach(row -> contacts.add(row.getUUID("contact_id")));
    return contacts;
  }

  /**
   * Takes the rows of contacts away, whenever they are due. A row that is added or held by another
   * worker meanwhile stays, and the contact is projected once more.
   *
   * <p>Two statements, because the planner may run a locking sub-select once per row.
   */
  void take(Statements statements, int accountId, UUID[] contacts) {
    var held =
        statements.run(
            """
            SELECT contact_id, work_id FROM contact_work
            WHERE account_id = $1 AND contact_id = ANY ($2)
            FOR UPDATE SKIP LOCKED""",
            accountId,
            contacts);
    var contactIds = new ArrayList<UUID>();
    var workIds = new ArrayList<UUID>();
    for (var row : held) {
      contactIds.add(row.getUUID("contact_id"));
      workIds.add(row.getUUID("work_id"));
    }
    statements.run(
        """
        DELETE FROM contact_work w
        USING unnest($2::uuid[], $3::uuid[]) AS held (contact_id, work_id)
        WHERE w.account_id = $1 AND w.contact_id = held.contact_id AND w.work_id = held.work_id""",
        accountId,
        contactIds.toArray(UUID[]::new),
        workIds.toArray(UUID[]::new));
  }

  /** Makes contacts due again. */
  void schedule(Statements statements, int accountId, Map<UUID, Instant> dueAt) {
    if (dueAt.isEmpty()) {
      return;
    }
    var entries = List.copyOf(dueAt.entrySet());
    statements.run(
        """
        INSERT INTO contact_work (account_id, contact_id, work_id, due_at)
        SELECT $1::int, * FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[])
        ON CONFLICT DO NOTHING""",
        accountId,
        entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
        entries.stream().map(entry -> ids.get()).toArray(UUID[]::new),
        entries.stream()
            .map(entry -> ColumnType.atUtc(entry.getValue()))
            .toArray(OffsetDateTime[]::new));
  }
}
