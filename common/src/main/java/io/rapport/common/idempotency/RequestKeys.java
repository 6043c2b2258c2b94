package io.rapport.common.idempotency;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The header {@code Idempotency-Key} (IETF draft-ietf-httpapi-idempotency-key-header): a request
 * that is sent again under the same key is done once. A key is claimed before the work begins, and
 * learns what it made in the transaction that made it. A claim whose work never ended (the process
 * died) may be taken over after a while. Thread-safe. A service that offers the header makes one of
 * these, as only it knows how secret its requests are.
 */
public final class RequestKeys {

  /** How long a repetition is recognised. */
  public static final Duration KEPT = Duration.ofDays(1);

  /** Longer than any request may take. */
  private static final Duration ABANDONED = Duration.ofMinutes(1);

  private static final int LONGEST = 256;

  private static final String CLAIM =
      """
      INSERT INTO request_key (account_id, key_digest, content, claimed_at)
      VALUES ($1, $2, $3, $4)
      ON CONFLICT (account_id, key_digest) DO UPDATE SET claimed_at = excluded.claimed_at
        WHERE request_key.answer IS NULL AND request_key.content = excluded.content
          AND request_key.claimed_at < $5
      RETURNING key_digest""";

  private static final String FIND =
      "SELECT content, answer FROM request_key WHERE account_id = $1 AND key_digest = $2";

  private static final String RELEASE =
      "DELETE FROM request_key WHERE account_id = $1 AND key_digest = $2 AND answer IS NULL";

  private static final String ANSWER =
      "UPDATE request_key SET answer = ?1 WHERE account_id = ?2 AND key_digest = ?3";

  private final AccountTransactions transactions;
  private final Digest digest;
  private final Clock clock;

  public RequestKeys(AccountTransactions transactions, Digest digest, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.digest = requireNonNull(digest, "digest is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** What is stored instead of keys and requests; keyed where requests may name people. */
  public interface Digest {

    /** The same for the same parts, another one for others. */
    UUID of(String... parts);
  }

  /**
   * A claimed key.
   *
   * @param answer the id of what an earlier request under the key made; empty: it is to be made now
   */
  public record Claim(int accountId, UUID digest, Optional<String> answer) {

    public Claim {
      requireNonNull(digest, "digest is null");
      requireNonNull(answer, "answer is null");
    }

    /** Remembers what was made, in the transaction that makes it. */
    public Uni<Void> complete(Mutiny.Session session, String id) {
      return session
          .createNativeQuery(ANSWER)
          .setParameter(1, id)
          .setParameter(2, accountId)
          .setParameter(3, digest)
          .executeUpdate()
          .replaceWithVoid();
    }
  }

  /**
   * Claims a key; fails with a problem if it was used for something else (422), or is being used
   * (409).
   *
   * @param operation what the key is for: the same key of another operation is another one
   * @param content all that was asked for
   */
  public Uni<Claim> claim(int accountId, String operation, String key, String content) {
    if (key.isBlank() || key.length() > LONGEST) {
      throw Problem.badRequest(
          "Idempotency-Key", "must be 1 to %d characters, best a UUID".formatted(LONGEST));
    }
    var named = digest.of("REQUEST_KEY", operation, key);
    var asked = digest.of("REQUEST", operation, content);
    return transactions.inAccount(
        accountId, connection -> claim(connection, accountId, named, asked));
  }

  /** Lets go of a key whose work failed, so that it can be tried again at once. */
  public Uni<Void> release(Claim claim) {
    return transactions
        .inAccount(
            claim.accountId(),
            connection ->
                connection
                    .preparedQuery(RELEASE)
                    .execute(Tuple.of(claim.accountId(), claim.digest())))
        .replaceWithVoid();
  }

  private Uni<Claim> claim(SqlConnection connection, int accountId, UUID named, UUID asked) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    return connection
        .preparedQuery(CLAIM)
        .execute(Tuple.of(accountId, named, asked, now, now.minus(ABANDONED)))
        .chain(
            claimed ->
                claimed.rowCount() > 0
                    ? Uni.createFrom().item(new Claim(accountId, named, Optional.empty()))
                    : connection
                        .preparedQuery(FIND)
                        .execute(Tuple.of(accountId, named))
                        .map(
                            rows -> {
                              for (var row : rows) {
                                return new Claim(accountId, named, Optional.of(answer(row, asked)));
                              }
                              throw inFlight();
                            }));
  }

  private static String answer(Row row, UUID asked) {
    if (!row.getUUID(0).equals(asked)) {
      throw new ProblemException(
          Problem.of(
              422,
              "idempotency-key-reused",
              "The key was used for something else",
              "Send another Idempotency-Key with another request."));
    }
    return Optional.ofNullable(row.getString(1)).orElseThrow(RequestKeys::inFlight);
  }

  private static ProblemException inFlight() {
    return Problem.conflict("A request with this Idempotency-Key is being worked on.");
  }
}
