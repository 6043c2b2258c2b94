package io.rapport.ingest.store;

import static java.util.Comparator.comparing;

import io.rapport.common.event.Event;
import io.rapport.common.event.EventCodec;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Appends facts. */
final class EventTable {

  private static final String INSERT =
      """
      INSERT INTO event (account_id, received_at, contact_id, occurred_at, event_id, message_id,
        context_id, channel_id, error_code, kind, message_type, category, flags, reference_id, label,
        attributes)
      SELECT $1, $2, contact_id, occurred_at, event_id, message_id,
        context_id, channel_id, error_code, kind, message_type, category, flags, reference_id,
        label::jsonb, attributes::jsonb
      FROM unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::uuid[], $8::int[],
        $9::int[], $10::smallint[], $11::smallint[], $12::smallint[], $13::smallint[], $14::uuid[],
        $15::text[], $16::text[])
        AS fresh (contact_id, occurred_at, event_id, message_id, context_id, channel_id,
          error_code, kind, message_type, category, flags, reference_id, label, attributes)
      ON CONFLICT DO NOTHING
      RETURNING contact_id, event_id""";

  private static final String KNOWN =
      """
      SELECT DISTINCT event_id FROM event
      WHERE account_id = $1 AND contact_id = ANY ($2) AND event_id = ANY ($3)""";

  /** The order of the primary key: two batches that share rows then wait for each other in turn. */
  private static final Comparator<Row> KEY_ORDER =
      comparing(Row::contactId)
          .thenComparing(row -> row.event().occurredAt())
          .thenComparing(row -> row.event().eventId());

  /** A fact with its contact. */
  record Row(UUID contactId, Event event) {}

  /** A row that is new. */
  record Inserted(UUID contactId, UUID eventId) {}

  private EventTable() {}

  /** Inserts what is not there yet, and answers with that. */
  static Uni<List<Inserted>> insert(
      SqlConnection connection, int accountId, Instant receivedAt, List<Row> facts) {
    if (facts.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    var columns = new Columns(facts.stream().sorted(KEY_ORDER).toList());
    return connection
        .preparedQuery(INSERT)
        .execute(columns.parameters(accountId, utc(receivedAt)))
        .map(
            rows -> {
              var inserted = new ArrayList<Inserted>(rows.size());
              for (var row : rows) {
                inserted.add(new Inserted(row.getUUID(0), row.getUUID(1)));
              }
              return inserted;
            });
  }

  /** Which of these facts are there, whenever they are said to have happened. */
  static Uni<Set<UUID>> known(SqlConnection connection, int accountId, List<Row> facts) {
    if (facts.isEmpty()) {
      return Uni.createFrom().item(new HashSet<>());
    }
    return connection
        .preparedQuery(KNOWN)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfUUID(facts.stream().map(Row::contactId).distinct().toArray(UUID[]::new))
                .addArrayOfUUID(
                    facts.stream().map(row -> row.event().eventId()).toArray(UUID[]::new)))
        .map(
            rows -> {
              var known = new HashSet<UUID>();
              rows.forEach(row -> known.add(row.getUUID(0)));
              return known;
            });
  }

  /** The rows turned into one array a column. */
  private static final class Columns {

    private final UUID[] contactIds;
    private final OffsetDateTime[] occurredAt;
    private final UUID[] eventIds;
    private final UUID[] messageIds;
    private final UUID[] contextIds;
    private final Integer[] channelIds;
    private final Integer[] errorCodes;
    private final Short[] kinds;
    private final Short[] messageTypes;
    private final Short[] categories;
    private final Short[] flags;
    private final UUID[] referenceIds;
    private final String[] labels;
    private final String[] attributes;

    Columns(List<Row> rows) {
      int size = rows.size();
      contactIds = new UUID[size];
      occurredAt = new OffsetDateTime[size];
      eventIds = new UUID[size];
      messageIds = new UUID[size];
      contextIds = new UUID[size];
      channelIds = new Integer[size];
      errorCodes = new Integer[size];
      kinds = new Short[size];
      messageTypes = new Short[size];
      categories = new Short[size];
      flags = new Short[size];
      referenceIds = new UUID[size];
      labels = new String[size];
      attributes = new String[size];
      for (int i = 0; i < size; i++) {
        set(i, rows.get(i));
      }
    }

    private void set(int i, Row row) {
      var event = row.event();
      contactIds[i] = row.contactId();
      occurredAt[i] = utc(event.occurredAt());
      eventIds[i] = event.eventId();
      messageIds[i] = EventCodec.messageId(event);
      contextIds[i] = EventCodec.contextId(event);
      referenceIds[i] = EventCodec.referenceId(event);
      channelIds[i] = event.channelId();
      kinds[i] = event.kind().code();
      flags[i] = EventCodec.flags(event);
      labels[i] = encoded(EventCodec.label(event));
      attributes[i] = encoded(EventCodec.attributes(event));
      messageTypes[i] = EventCodec.messageType(event);
      categories[i] = EventCodec.category(event);
      errorCodes[i] = EventCodec.errorCode(event);
    }

    private static String encoded(JsonObject json) {
      return json == null ? null : json.encode();
    }

    Tuple parameters(int accountId, OffsetDateTime receivedAt) {
      return Tuple.tuple()
          .addInteger(accountId)
          .addOffsetDateTime(receivedAt)
          .addArrayOfUUID(contactIds)
          .addArrayOfOffsetDateTime(occurredAt)
          .addArrayOfUUID(eventIds)
          .addArrayOfUUID(messageIds)
          .addArrayOfUUID(contextIds)
          .addArrayOfInteger(channelIds)
          .addArrayOfInteger(errorCodes)
          .addArrayOfShort(kinds)
          .addArrayOfShort(messageTypes)
          .addArrayOfShort(categories)
          .addArrayOfShort(flags)
          .addArrayOfUUID(referenceIds)
          .addArrayOfString(labels)
          .addArrayOfString(attributes);
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
