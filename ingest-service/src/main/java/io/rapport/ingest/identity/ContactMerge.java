package io.rapport.ingest.identity;

import static java.util.Objects.requireNonNull;

import io.rapport.ingest.content.ContentMove;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Makes one contact of two: facts, names, encrypted identities and texts go to the heir, the merged
 * contact keeps its row and names the heir. Only under the exclusive identity lock.
 */
final class ContactMerge {

  private static final String COPY_EVENTS =
      """
      INSERT INTO event (account_id, contact_id, occurred_at, event_id, message_id, context_id,
        received_at, channel_id, error_code, kind, message_type, category, flags, reference_id, label,
        attributes)
      SELECT e.account_id, m.heir, e.occurred_at, e.event_id, e.message_id, e.context_id,
        e.received_at, e.channel_id, e.error_code, e.kind, e.message_type, e.category, e.flags,
        e.reference_id, e.label, e.attributes
      FROM event e
      JOIN unnest($2::uuid[], $3::uuid[]) AS m (merged, heir) ON m.merged = e.contact_id
      WHERE e.account_id = $1 AND e.contact_id = ANY ($2)
      ON CONFLICT DO NOTHING""";

  private static final String DELETE_EVENTS =
      "DELETE FROM event WHERE account_id = $1 AND contact_id = ANY ($2)";

  private static final String MOVE_ALIASES =
      """
      UPDATE contact_alias a SET contact_id = m.heir
      FROM unnest($2::uuid[], $3::uuid[]) AS m (merged, heir)
      WHERE a.account_id = $1 AND a.contact_id = m.merged""";

  private static final String NAME_HEIRS =
      """
      UPDATE contact c SET merged_into = m.heir
      FROM unnest($2::uuid[], $3::uuid[]) AS m (merged, heir)
      WHERE c.account_id = $1 AND c.contact_id = m.merged""";

  private static final String INHERIT_MARKETS =
      """
      UPDATE contact heir SET market = merged.market
      FROM (SELECT m.heir, min(c.market) AS market
            FROM unnest($2::uuid[], $3::uuid[]) AS m (merged, heir)
            JOIN contact c ON c.account_id = $1 AND c.contact_id = m.merged
            GROUP BY m.heir) merged
      WHERE heir.account_id = $1 AND heir.contact_id = merged.heir
        AND heir.market IS NULL AND merged.market IS NOT NULL""";

  /** Whoever was a test or internal contact under one name is so under all. */
  private static final String INHERIT_EXCLUSIONS =
      """
      UPDATE contact heir SET exclusion = merged.exclusion
      FROM (SELECT m.heir, max(c.exclusion) AS exclusion
            FROM unnest($2::uuid[], $3::uuid[]) AS m (merged, heir)
            JOIN contact c ON c.account_id = $1 AND c.contact_id = m.merged
            GROUP BY m.heir) merged
      WHERE heir.account_id = $1 AND heir.contact_id = merged.heir
        AND merged.exclusion > heir.exclusion""";

  private static final String TAKE_IDENTITIES =
      """
      DELETE FROM contact_identity WHERE account_id = $1 AND contact_id = ANY ($2)
      RETURNING contact_id, digest, kind, ciphertext""";

  private static final String DELETE_KEYS =
      "DELETE FROM contact_key WHERE account_id = $1 AND contact_id = ANY ($2)";

  private final IdentityVault vault;
  private final ContentMove content;
  private final ContactTables contacts;

  ContactMerge(IdentityVault vault, ContentMove content) {
    this.vault = requireNonNull(vault, "vault is null");
    this.content = requireNonNull(content, "content is null");
    this.contacts = new ContactTables(vault);
  }

  /**
   * @param heirs each contact that is no more, with the one that takes its place; no heir is merged
   *     itself
   */
  Uni<Void> apply(SqlConnection connection, int accountId, Map<UUID, UUID> heirs) {
    if (heirs.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var merged = heirs.keySet().toArray(UUID[]::new);
    var to = heirs.values().toArray(UUID[]::new);
    var ids = Tuple.tuple().addInteger(accountId).addArrayOfUUID(merged);
    var pairs = Tuple.tuple().addInteger(accountId).addArrayOfUUID(merged).addArrayOfUUID(to);
    return run(connection, COPY_EVENTS, pairs)
        .chain(() -> run(connection, DELETE_EVENTS, ids))
        .chain(() -> run(connection, MOVE_ALIASES, pairs))
        .chain(() -> run(connection, NAME_HEIRS, pairs))
        .chain(() -> run(connection, INHERIT_EXCLUSIONS, pairs))
        .chain(() -> run(connection, INHERIT_MARKETS, pairs))
        .chain(() -> moveSealed(connection, accountId, heirs, ids))
        .chain(() -> run(connection, DELETE_KEYS, ids))
        .replaceWithVoid();
  }

  /** What is encrypted under the keys of merged contacts. */
  private Uni<Void> moveSealed(
      SqlConnection connection, int accountId, Map<UUID, UUID> heirs, Tuple ids) {
    var everybody = new HashSet<>(heirs.keySet());
    everybody.addAll(heirs.values());
    return contacts
        .keys(connection, accountId, everybody)
        .chain(
            keys ->
                run(connection, TAKE_IDENTITIES, ids)
                    .chain(
                        rows ->
                            contacts.addIdentities(
                                connection, accountId, sealAgain(rows, heirs, keys)))
                    .chain(() -> content.apply(connection, accountId, heirs, keys)));
  }

  private List<ContactTables.Sealed> sealAgain(
      RowSet<Row> rows, Map<UUID, UUID> heirs, Map<UUID, byte[]> keys) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row -> {
              var merged = row.getUUID(0);
              var digest = row.getUUID(1);
              var value = vault.open(merged, keys.get(merged), digest, row.getBuffer(3).getBytes());
              var heir = heirs.get(merged);
              return new ContactTables.Sealed(
                  heir,
                  digest,
                  row.getShort(2),
                  Buffer.buffer(vault.seal(heir, keys.get(heir), digest, value)));
            })
        .toList();
  }

  private static Uni<RowSet<Row>> run(SqlConnection connection, String sql, Tuple parameters) {
    return connection.preparedQuery(sql).execute(parameters);
  }
}
