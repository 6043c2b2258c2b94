package io.rapport.metrics.projection;

import io.rapport.common.event.Event;
import io.rapport.common.event.EventCodec;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One account's facts, written the way ingest does, and its derived rows, read behind row security.
 */
public final class Ledger {

  private static final AtomicInteger ACCOUNTS = new AtomicInteger(700_000);

  private final int accountId = ACCOUNTS.incrementAndGet();
  private final TestDatabase database = TestDatabase.shared();

  public Ledger() {
    execute(
        "INSERT INTO rapport.account (account_id, waba_id, created_at) VALUES (%d, '%s', now())"
            .formatted(accountId, wabaId()));
  }

  public int accountId() {
    return accountId;
  }

  public String wabaId() {
    return "ledger-" + accountId;
  }

  public UUID contact() {
    return contact(Exclusion.NONE);
  }

  public UUID contact(Exclusion exclusion) {
    var id = UUID.randomUUID();
    execute(
        """
        INSERT INTO rapport.contact (account_id, contact_id, exclusion, created_at)
        VALUES (%d, '%s', %d, now())"""
            .formatted(accountId, id, exclusion.code()));
    return id;
  }

  void store(UUID contactId, Story story) {
    store(contactId, story.events());
  }

  /** Facts and their announcement, in one transaction. */
  public void store(UUID contactId, Collection<Event> events) {
    try (var connection = database.admin()) {
      connection.setAutoCommit(false);
      for (var event : events) {
        partition(connection, event.occurredAt());
        insert(connection, contactId, event);
      }
      announce(connection, contactId);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void partition(Connection connection, Instant time) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT rapport.ensure_event_partition(?::date)")) {
      statement.setObject(1, time.atOffset(ZoneOffset.UTC).toLocalDate());
      statement.execute();
    }
  }

  private void insert(Connection connection, UUID contactId, Event event) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            INSERT INTO rapport.event (account_id, contact_id, occurred_at, event_id, message_id,
              context_id, received_at, channel_id, error_code, kind, message_type, category, flags,
              reference_id, label, attributes)
            VALUES (?, ?, ?, ?, ?, ?, now(), ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
            ON CONFLICT DO NOTHING""")) {
      statement.setInt(1, accountId);
      statement.setObject(2, contactId);
      statement.setObject(3, event.occurredAt().atOffset(ZoneOffset.UTC));
      statement.setObject(4, event.eventId());
      statement.setObject(5, EventCodec.messageId(event));
      statement.setObject(6, EventCodec.contextId(event));
      statement.setInt(7, event.channelId());
      statement.setObject(8, EventCodec.errorCode(event));
      statement.setShort(9, event.kind().code());
      statement.setObject(10, EventCodec.messageType(event));
      statement.setObject(11, EventCodec.category(event));
      statement.setShort(12, EventCodec.flags(event));
      statement.setObject(13, EventCodec.referenceId(event));
      statement.setString(14, encoded(EventCodec.label(event)));
      statement.setString(15, encoded(EventCodec.attributes(event)));
      statement.execute();
    }
  }

  private static String encoded(JsonObject json) {
    return json == null ? null : json.encode();
  }

  /** Says who has new facts, as ingest does for a batch. */
  void announce(UUID... contacts) {
    try (var connection = database.admin()) {
      announce(connection, contacts);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows of work, announced or gathered. */
  long waiting() {
    return count("contact_work") + count("work_announcement");
  }

  private void announce(Connection connection, UUID... contacts) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO rapport.work_announcement VALUES (?, gen_random_uuid(), 'epoch', ?)")) {
      statement.setInt(1, accountId);
      statement.setArray(2, connection.createArrayOf("uuid", contacts));
      statement.execute();
    }
  }

  public void execute(String sql) {
    try (var connection = database.admin();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of all rows as text. */
  public List<String> query(String sql) {
    try (var connection = database.admin();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long count(String table) {
    return Long.parseLong(
        query("SELECT count(*) FROM rapport.%s WHERE account_id = %d".formatted(table, accountId))
            .getFirst());
  }

  /** All derived rows but the times of projecting and rows of zeros. */
  Map<String, List<String>> derived() {
    var tables = new TreeMap<String, List<String>>();
    for (var table : DerivedTable.values()) {
      tables.put(table.table(), query(rows(table)));
    }
    return tables;
  }

  private String rows(DerivedTable table) {
    return table.cube()
        ? """
          SELECT to_jsonb(t) FROM rapport.%s t WHERE account_id = %d AND EXISTS (
            SELECT FROM jsonb_each(to_jsonb(t)
              - '{account_id,cube,bucket,exclusion,dim1,dim2,clock,first_turn,bin,span,measure,previous,kind,ages_from,detail,name1,name2,number}'::text[])
            WHERE value <> '0')
          ORDER BY 1"""
            .formatted(table.table(), accountId)
        : "SELECT to_jsonb(t) - 'projected_at' FROM rapport.%s t WHERE account_id = %d ORDER BY 1"
            .formatted(table.table(), accountId);
  }

  /** What one test leaves must not be due in another one's time. */
  public void forgetWork() {
    execute("DELETE FROM rapport.contact_work" + all());
    execute("DELETE FROM rapport.work_announcement" + all());
    execute("DELETE FROM rapport.rebuild_work" + all());
    execute(
        "UPDATE rapport.projection SET aside_version = NULL, aside_settings = NULL, aside_day_zone = NULL"
            + all());
  }

  /** The rows of this ledger's account. */
  String all() {
    return " WHERE account_id = " + accountId();
  }
}
