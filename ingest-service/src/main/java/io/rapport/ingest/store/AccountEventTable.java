package io.rapport.ingest.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Appends facts about the account. */
final class AccountEventTable {

  /** A number given only as people write it is found by its digits. */
  private static final String INSERT =
      """
      INSERT INTO account_event (account_id, received_at, account_event_id, occurred_at, channel_id,
        field, event, subject, attributes)
      SELECT $1, $2, account_event_id, occurred_at,
        coalesce(fresh.channel_id,
          (SELECT min(c.channel_id) FROM channel c
           WHERE c.account_id = $1 AND fresh.digits <> ''
             AND regexp_replace(c.display_phone_number, '[^0-9]', '', 'g') = fresh.digits)),
        field, event, subject, attributes::jsonb
      FROM unnest($3::uuid[], $4::timestamptz[], $5::int[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[])
        AS fresh (account_event_id, occurred_at, channel_id, digits, field, event, subject, attributes)
      ON CONFLICT DO NOTHING
      RETURNING account_event_id""";

  private AccountEventTable() {}

  /** Inserts what is not there yet; answers with what is new. */
  static Uni<List<AccountEvent>> insert(
      SqlConnection connection, int accountId, Instant receivedAt, List<AccountEvent> facts) {
    if (facts.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    // In the order of their ids, so that two batches that share facts wait for each other in turn.
    var events = facts.stream().sorted(Comparator.comparing(AccountEvent::id)).toList();
    return connection
        .preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addOffsetDateTime(utc(receivedAt))
                .addArrayOfUUID(events.stream().map(AccountEvent::id).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(
                    events.stream()
                        .map(event -> utc(event.occurredAt()))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfInteger(
                    events.stream().map(AccountEventTable::channel).toArray(Integer[]::new))
                .addArrayOfString(
                    texts(events, e -> e.displayNumber().map(AccountEventTable::digits).orElse("")))
                .addArrayOfString(texts(events, AccountEvent::field))
                .addArrayOfString(texts(events, event -> event.event().orElse(null)))
                .addArrayOfString(texts(events, event -> event.subject().orElse(null)))
                .addArrayOfString(texts(events, AccountEventTable::attributes)))
        .map(
            rows -> {
              Map<UUID, AccountEvent> byId = new HashMap<>();
              events.forEach(event -> byId.put(event.id(), event));
              var fresh = new ArrayList<AccountEvent>(rows.size());
              for (var row : rows) {
                fresh.add(byId.get(row.getUUID(0)));
              }
              return fresh;
            });
  }

  private static Integer channel(AccountEvent event) {
    return event.channelId().isPresent() ? (Integer) event.channelId().getAsInt() : null;
  }

  private static String attributes(AccountEvent event) {
    return event.attributes().isEmpty() ? null : event.attributes().encode();
  }

  private static String digits(String number) {
    return number.replaceAll("[^0-9]", "");
  }

  private static String[] texts(List<AccountEvent> events, Function<AccountEvent, String> column) {
    return events.stream().map(column).toArray(String[]::new);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
