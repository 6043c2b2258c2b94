package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Keeps what could not be read until it is read or thrown away. */
final class QuarantineTable {

  private static final String INSERT =
      """
      INSERT INTO quarantine (account_id, quarantine_id, received_at, field, reason, detail, body,
        truncated, size)
      SELECT $1, quarantine_id, received_at, field, reason, detail, body, truncated, size
      FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bytea[],
        $8::boolean[], $9::int[])
        AS fresh (quarantine_id, received_at, field, reason, detail, body, truncated, size)
      ON CONFLICT DO NOTHING
      RETURNING quarantine_id""";

  private static final String RELEASE =
      "DELETE FROM quarantine WHERE account_id = $1 AND quarantine_id = ANY ($2)";

  private static final int MAX_FIELD_LENGTH = 64;

  /** What metrics call a field nobody has told us about, whatever its name. */
  private static final String UNKNOWN = "unknown";

  private final QuarantineSeal seal;
  private final int maxItemSize;

  /** An entry that is to be kept, and when it came in. */
  record Item(Entry.Rejected rejected, Instant receivedAt) {}

  /**
   * An entry that was not in quarantine before.
   *
   * @param field one of few values: metrics are told apart by it
   */
  record Kept(UUID id, String field, String reason, boolean truncated) {}

  private record Row(
      Kept kept, Instant receivedAt, String field, String detail, Buffer ciphertext, int size) {}

  /**
   * @param maxItemSize bytes that are kept of one item
   */
  QuarantineTable(QuarantineSeal seal, int maxItemSize) {
    this.seal = requireNonNull(seal, "seal is null");
    this.maxItemSize = maxItemSize;
  }

  /** Lets go of items that were read after all. */
  Uni<Void> release(SqlConnection connection, int accountId, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return connection
        .preparedQuery(RELEASE)
        .execute(Tuple.tuple().addInteger(accountId).addArrayOfUUID(ids.toArray(UUID[]::new)))
        .replaceWithVoid();
  }

  /** Keeps what is not there yet and tells what that was. */
  Uni<List<Kept>> insert(SqlConnection connection, int accountId, List<Item> items) {
    if (items.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    // Sorted, so that two batches that share items wait for each other in turn.
    Map<UUID, Row> rows = new TreeMap<>();
    for (var item : items) {
      var body = item.rejected().evidence().body();
      rows.computeIfAbsent(seal.id(body), id -> row(id, item, body));
    }
    return connection
        .preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfUUID(rows.keySet().toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(
                    rows.values().stream()
                        .map(row -> row.receivedAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(strings(rows, Row::field))
                .addArrayOfString(strings(rows, row -> row.kept().reason()))
                .addArrayOfString(strings(rows, Row::detail))
                .addValue(rows.values().stream().map(Row::ciphertext).toArray(Buffer[]::new))
                .addArrayOfBoolean(
                    rows.values().stream()
                        .map(row -> row.kept().truncated())
                        .toArray(Boolean[]::new))
                .addArrayOfInteger(rows.values().stream().map(Row::size).toArray(Integer[]::new)))
        .map(
            inserted -> {
              var kept = new ArrayList<Kept>();
              for (var row : inserted) {
                kept.add(rows.get(row.getUUID(0)).kept());
              }
              return kept;
            });
  }

  private Row row(UUID id, Item item, byte[] body) {
    var rejected = item.rejected();
    boolean truncated = body.length > maxItemSize && !rejected.evidence().whole();
    var detail =
        truncated
            ? rejected.detail()
                + "; only the first %d of %d bytes are kept".formatted(maxItemSize, body.length)
            : rejected.detail();
    var field = field(rejected.evidence().field());
    var known = rejected.evidence().fieldKnown() ? field : UNKNOWN;
    return new Row(
        new Kept(id, known, rejected.reason(), truncated),
        item.receivedAt(),
        field,
        detail,
        Buffer.buffer(seal.seal(id, truncated ? Arrays.copyOf(body, maxItemSize) : body)),
        body.length);
  }

  /** A field's name comes from outside: short and plain, or it is not stored. */
  private static String field(String name) {
    boolean plain =
        name.length() <= MAX_FIELD_LENGTH && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return plain ? name : "unnameable";
  }

  private static String[] strings(Map<UUID, Row> rows, Function<Row, String> column) {
    return rows.values().stream().map(column).toArray(String[]::new);
  }
}
