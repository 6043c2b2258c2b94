package io.rapport.ingest.content;

import io.rapport.common.identity.IdentityCipher;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives the texts of merged contacts to their heirs. Only under the exclusive identity lock. */
public final class ContentMove {

  private static final String TAKE =
      """
      DELETE FROM message_content WHERE account_id = $1 AND contact_id = ANY ($2)
      RETURNING contact_id, message_id, occurred_at, expires_at, ciphertext""";

  private final ContentVault vault;

  public ContentMove(IdentityCipher cipher) {
    this.vault = new ContentVault(cipher);
  }

  /**
   * @param heirs each merged contact with the one that takes its place
   * @param keys the wrapped data keys of all of them
   */
  public Uni<Void> apply(
      SqlConnection connection, int accountId, Map<UUID, UUID> heirs, Map<UUID, byte[]> keys) {
    return connection
        .preparedQuery(TAKE)
        .execute(
            Tuple.tuple().addInteger(accountId).addArrayOfUUID(heirs.keySet().toArray(UUID[]::new)))
        .chain(rows -> ContentTable.insert(connection, accountId, sealAgain(rows, heirs, keys)))
        .replaceWithVoid();
  }

  /** What cannot be read any more, because its key has been destroyed, is not moved. */
  private List<ContentTable.Sealed> sealAgain(
      RowSet<Row> rows, Map<UUID, UUID> heirs, Map<UUID, byte[]> keys) {
    var sealed = new ArrayList<ContentTable.Sealed>(rows.size());
    for (var row : rows) {
      var merged = row.getUUID("contact_id");
      var heir = heirs.get(merged);
      var messageId = row.getUUID("message_id");
      vault
          .sealAgain(
              merged,
              keys.get(merged),
              heir,
              keys.get(heir),
              messageId,
              row.getBuffer("ciphertext").getBytes())
          .ifPresent(
              ciphertext ->
                  sealed.add(
                      new ContentTable.Sealed(
                          heir,
                          messageId,
                          row.getOffsetDateTime("occurred_at").toInstant(),
                          row.getOffsetDateTime("expires_at").toInstant(),
                          Buffer.buffer(ciphertext))));
    }
    return sealed;
  }
}
