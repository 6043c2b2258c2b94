package io.rapport.ingest.content;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.identity.IdentityCipher;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads what a contact said, as far as it is still kept and its key is there. */
final class ContentReader {

  /** What is over its time and not deleted yet is not read any more. */
  private static final String READ =
      """
      SELECT c.message_id, c.occurred_at, c.ciphertext, k.wrapped_key
      FROM message_content c
      JOIN contact_key k ON k.account_id = c.account_id AND k.contact_id = c.contact_id
      WHERE c.account_id = $1 AND c.contact_id = $2 AND c.expires_at > $3
      ORDER BY c.occurred_at, c.message_id""";

  private final AccountTransactions transactions;
  private final ContentVault vault;
  private final Clock clock;

  /** A text and the message it stood in. */
  record Text(UUID messageId, Instant occurredAt, String text) {

    /** Says nothing of the text, so that no log can. */
    @Override
    public String toString() {
      return "Text[" + messageId + ", " + text.length() + " characters]";
    }
  }

  ContentReader(AccountTransactions transactions, IdentityCipher cipher, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.vault = new ContentVault(cipher);
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** All that is kept of a contact, the oldest first. */
  Uni<List<Text>> read(int accountId, UUID contactId) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    return transactions
        .inAccount(
            accountId,
            connection ->
                connection.preparedQuery(READ).execute(Tuple.of(accountId, contactId, now)))
        .map(
            rows -> {
              var texts = new ArrayList<Text>(rows.size());
              for (var row : rows) {
                texts.add(text(contactId, row));
              }
              return texts;
            });
  }

  private Text text(UUID contactId, Row row) {
    var messageId = row.getUUID("message_id");
    return new Text(
        messageId,
        row.getOffsetDateTime("occurred_at").toInstant(),
        vault.open(
            contactId,
            row.getBuffer("wrapped_key").getBytes(),
            messageId,
            row.getBuffer("ciphertext").getBytes()));
  }
}
