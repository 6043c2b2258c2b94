package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * The rows of contacts that this worker holds.
   *
   * @param byContact none for a contact without rows
   */
  record Held(Map<UUID, List<HeldRow>> byContact) {

    static final Held NONE = new Held(Map.of());

    private List<HeldRow> of(UUID contact) {
      return byContact.getOrDefault(contact, List.of());
    }
  }

  /**
   * @param place where the table has it
   * @param dueAt when the contact is due by it
   */
  record HeldRow(String place, Instant dueAt) {}

  /**
   * Takes hold of the rows of contacts, whenever they are due. A row that is added or held by
   * another worker meanwhile is none of them, and the contact is projected once more.
   */
  Held hold(Statements statements, int accountId, UUID[] contacts) {
    var held = new HashMap<UUID, List<HeldRow>>();
    statements
        .run(
            """
            SELECT contact_id, ctid::text AS place, due_at FROM contact_work
            WHERE account_id = $1 AND contact_id = ANY ($2)
            FOR UPDATE SKIP LOCKED""",
            accountId,
            contacts)
        .forEach(
            row ->
                held.computeIfAbsent(row.getUUID("contact_id"), contact -> new ArrayList<>())
                    .add(
                        new HeldRow(
                            row.getString("place"),
                            ColumnType.INSTANT.read().apply(row, "due_at"))));
    return new Held(held);
  }

  /**
   * Takes the held rows of projected contacts away and makes the contacts due again. A row that
   * makes a contact due in time stays in place of a new one, also if it does so too early: nothing
   * changes then, and most contacts write again before that, each time with a later moment.
   *
   * @param dueAt when the projection of a contact changes by itself; none for one that never does
   */
  void replace(
      Statements statements,
      int accountId,
      Held held,
      UUID[] contacts,
      Map<UUID, Instant> dueAt,
      Instant now) {
    var done = new HashMap<UUID, List<HeldRow>>();
    var due = new HashMap<>(dueAt);
    for (var contact : contacts) {
      var rows = new ArrayList<>(held.of(contact));
      Optional.ofNullable(dueAt.get(contact))
          .flatMap(moment -> inTime(rows, now, moment))
          .ifPresent(
              row -> {
                rows.remove(row);
                due.remove(contact);
              });
      done.put(contact, rows);
    }
    delete(statements, accountId, done);
    schedule(statements, accountId, due);
  }

  private static Optional<HeldRow> inTime(List<HeldRow> rows, Instant now, Instant moment) {
    return rows.stream()
        .filter(row -> row.dueAt().isAfter(now) && !row.dueAt().isAfter(moment))
        .max(Comparator.comparing(HeldRow::dueAt));
  }

  /**
   * Takes the held rows of contacts away and makes the contacts due later, and not before.
   *
   * @param dueAt when each is due again
   */
  void postpone(Statements statements, int accountId, Held held, Map<UUID, Instant> dueAt) {
    var rows = new HashMap<UUID, List<HeldRow>>();
    dueAt.keySet().forEach(contact -> rows.put(contact, held.of(contact)));
    delete(statements, accountId, rows);
    schedule(statements, accountId, dueAt);
  }

  private static void delete(Statements statements, int accountId, Map<UUID, List<HeldRow>> rows) {
    var places =
        rows.values().stream().flatMap(List::stream).map(HeldRow::place).toArray(String[]::new);
    if (places.length > 0) {
      // A row that is held stays where it is.
      statements.send(
          """
          DELETE FROM contact_work WHERE account_id = $1 AND ctid = ANY ($2::text[]::tid[])""",
          accountId,
          places);
    }
  }

  /** Makes contacts due again. */
  void schedule(Statements statements, int accountId, Map<UUID, Instant> dueAt) {
    if (dueAt.isEmpty()) {
      return;
    }
    var entries = List.copyOf(dueAt.entrySet());
    statements.send(
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
