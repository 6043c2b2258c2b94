package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.IdentityCipher;
import io.rapport.common.identity.Pseudonyms;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keeps what could not be read, encrypted under the key-encryption key and bound to its id, until
 * it is read or thrown away. The id is a keyed digest of the content, so that a repeated delivery
 * is kept once.
 */
final class QuarantineTable {

  private static final String INSERT =
      """
      INSERT INTO quarantine (account_id, received_at, quarantine_id, field, reason, detail, body)
      SELECT $1, $2, quarantine_id, field, reason, detail, body
      FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bytea[])
        AS fresh (quarantine_id, field, reason, detail, body)
      ON CONFLICT DO NOTHING
      RETURNING quarantine_id""";

  private static final int MAX_FIELD_LENGTH = 64;

  /** What metrics call a field nobody has told us about, whatever its name. */
  private static final String UNKNOWN = "unknown";

  private final Pseudonyms pseudonyms;
  private final IdentityCipher cipher;
  private final int maxItemSize;

  /**
   * An entry that was not in quarantine before.
   *
   * @param field one of few values: metrics are told apart by it
   */
  record Kept(String field, String reason, boolean truncated) {}

  private record Row(Kept kept, String field, String detail, Buffer ciphertext) {}

  /**
   * @param maxItemSize bytes that are kept of one item
   */
  QuarantineTable(Pseudonyms pseudonyms, IdentityCipher cipher, int maxItemSize) {
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.cipher = requireNonNull(cipher, "cipher is null");
    this.maxItemSize = maxItemSize;
  }

  /** Keeps what is not there yet and tells what that was. */
  Uni<List<Kept>> insert(
      SqlConnection connection, int accountId, Instant receivedAt, List<Entry.Rejected> entries) {
    if (entries.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    // Sorted, so that two batches that share items wait for each other in turn.
    Map<UUID, Row> rows = new TreeMap<>();
    for (var entry : entries) {
      var body = entry.evidence().body();
      var id = pseudonyms.digest(Pseudonyms.Domain.QUARANTINE, body);
      rows.computeIfAbsent(id, ignored -> row(id, entry, body));
    }
    return connection
        .preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addOffsetDateTime(receivedAt.atOffset(ZoneOffset.UTC))
                .addArrayOfUUID(rows.keySet().toArray(UUID[]::new))
                .addArrayOfString(strings(rows, Row::field))
                .addArrayOfString(strings(rows, row -> row.kept().reason()))
                .addArrayOfString(strings(rows, Row::detail))
                .addValue(rows.values().stream().map(Row::ciphertext).toArray(Buffer[]::new)))
        .map(
            inserted -> {
              var kept = new ArrayList<Kept>();
              for (var row : inserted) {
                kept.add(rows.get(row.getUUID(0)).kept());
              }
              return kept;
            });
  }

  private Row row(UUID id, Entry.Rejected entry, byte[] body) {
    boolean truncated = body.length > maxItemSize;
    var detail =
        truncated
            ? entry.detail()
                + "; only the first %d of %d bytes are kept".formatted(maxItemSize, body.length)
            : entry.detail();
    var field = field(entry.evidence().field());
    return new Row(
        new Kept(entry.evidence().fieldKnown() ? field : UNKNOWN, entry.reason(), truncated),
        field,
        detail,
        Buffer.buffer(cipher.seal(truncated ? Arrays.copyOf(body, maxItemSize) : body, bytes(id))));
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

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
