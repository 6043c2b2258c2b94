package io.rapport.ingest.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.IdentityCipher;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Keeps the text of messages. */
public final class ContentTable {

  private static final String KEYS =
      "SELECT contact_id, wrapped_key FROM contact_key WHERE account_id = $1 AND contact_id = ANY ($2)";

  private static final String INSERT =
      """
      INSERT INTO message_content (account_id, contact_id, message_id, occurred_at, expires_at,
        ciphertext)
      SELECT $1, contact_id, message_id, occurred_at, expires_at, ciphertext
      FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::bytea[])
        AS fresh (contact_id, message_id, occurred_at, expires_at, ciphertext)
      ON CONFLICT DO NOTHING""";

  /** Two batches that share messages wait for each other in turn. */
  private static final Comparator<Sealed> KEY_ORDER =
      Comparator.comparing(Sealed::contactId).thenComparing(Sealed::messageId);

  private final ContentVault vault;
  private final int maxSize;
  private final ContentMetrics metrics;

  /** What was said in a message of a contact. */
  public record Said(UUID contactId, UUID messageId, Instant occurredAt, MessageContent content) {

    public Said {
      requireNonNull(contactId, "contactId is null");
      requireNonNull(messageId, "messageId is null");
      requireNonNull(occurredAt, "occurredAt is null");
      requireNonNull(content, "content is null");
    }

    /** A clock that runs ahead does not lengthen the time. */
    Instant expiresAt(Instant now) {
      return (occurredAt.isBefore(now) ? occurredAt : now).plus(content.retention());
    }
  }

  /** A row. */
  record Sealed(
      UUID contactId, UUID messageId, Instant occurredAt, Instant expiresAt, Buffer ciphertext) {}

  /**
   * @param maxSize bytes that are kept of one text
   */
  public ContentTable(IdentityCipher cipher, int maxSize, ContentMetrics metrics) {
    this.vault = new ContentVault(cipher);
    this.maxSize = maxSize;
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /**
   * Keeps what was said, unless it is older than it is to be kept or its contact's key has been
   * destroyed. Costs nothing where nothing was said. Under the identity lock.
   */
  public Uni<Void> insert(
      SqlConnection connection, int accountId, Instant now, Collection<Said> said) {
    var fresh = said.stream().filter(one -> one.expiresAt(now).isAfter(now)).toList();
    if (fresh.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var contacts = fresh.stream().map(Said::contactId).distinct().toArray(UUID[]::new);
    return keys(connection, accountId, contacts)
        .chain(keys -> insert(connection, accountId, seal(fresh, keys, now)))
        .invoke(metrics::stored)
        .replaceWithVoid();
  }

  /** The wrapped data keys of those of the contacts that have one. */
  static Uni<Map<UUID, byte[]>> keys(SqlConnection connection, int accountId, UUID... contacts) {
    return connection
        .preparedQuery(KEYS)
        .execute(Tuple.tuple().addInteger(accountId).addArrayOfUUID(contacts))
        .map(
            rows -> {
              var keys = new HashMap<UUID, byte[]>();
              for (var row : rows) {
                keys.put(row.getUUID(0), row.getBuffer(1).getBytes());
              }
              return keys;
            });
  }

  /** Inserts what is not there yet; answers how many that were. */
  static Uni<Integer> insert(SqlConnection connection, int accountId, List<Sealed> sealed) {
    if (sealed.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    var rows = sealed.stream().sorted(KEY_ORDER).toList();
    return connection
        .preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfUUID(rows.stream().map(Sealed::contactId).toArray(UUID[]::new))
                .addArrayOfUUID(rows.stream().map(Sealed::messageId).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(times(rows, Sealed::occurredAt))
                .addArrayOfOffsetDateTime(times(rows, Sealed::expiresAt))
                .addValue(rows.stream().map(Sealed::ciphertext).toArray(Buffer[]::new)))
        .map(inserted -> inserted.rowCount());
  }

  private List<Sealed> seal(List<Said> said, Map<UUID, byte[]> keys, Instant now) {
    var sealed = new ArrayList<Sealed>(said.size());
    for (var one : said) {
      Optional.ofNullable(keys.get(one.contactId()))
          .ifPresent(
              key ->
                  sealed.add(
                      new Sealed(
                          one.contactId(),
                          one.messageId(),
                          one.occurredAt(),
                          one.expiresAt(now),
                          Buffer.buffer(
                              vault.seal(
                                  one.contactId(),
                                  key,
                                  one.messageId(),
                                  bytes(one.content().text()))))));
    }
    return sealed;
  }

  /** UTF-8, in which half a surrogate pair becomes a question mark; cut between characters. */
  private byte[] bytes(String text) {
    var bytes = text.getBytes(UTF_8);
    if (bytes.length <= maxSize) {
      return bytes;
    }
    metrics.truncated();
    int end = maxSize;
    while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static OffsetDateTime[] times(List<Sealed> rows, Function<Sealed, Instant> column) {
    return rows.stream()
        .map(column)
        .map(time -> time.atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }
}
