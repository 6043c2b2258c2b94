package io.rapport.common.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.SecurityIdentity;
import io.rapport.common.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonString;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The accounts the caller may see: those in the {@code accounts} claim of the token, an array of
 * WABA ids in which {@code *} stands for all. No claim, no accounts.
 */
@RequestScoped
public class AccountScope {

  private static final String CLAIM = "accounts";
  private static final String ALL = "*";

  private final SecurityIdentity identity;
  private final Pool pool;

  public AccountScope(SecurityIdentity identity, Pool pool) {
    this.identity = requireNonNull(identity, "identity is null");
    this.pool = requireNonNull(pool, "pool is null");
  }

  /**
   * The account, if the caller may see it. Whether an account exists is nobody's business who may
   * not see it, so the answer is the same 403 then.
   */
  public Uni<Account> require(String wabaId) {
    // PostgreSQL would refuse U+0000; no WABA id has it, so no account does.
    if (!permits(wabaId) || wabaId.indexOf('\0') >= 0) {
      return Uni.createFrom().failure(outOfScope(wabaId));
    }
    return pool.preparedQuery(
            """
            SELECT account_id, waba_id, name, zone FROM account
            WHERE waba_id = $1 AND account_id > 0""")
        .execute(Tuple.of(wabaId))
        .map(
            rows -> {
              for (var row : rows) {
                return account(row);
              }
              if (wabaIds().contains(ALL)) {
                throw Problem.notFound(
                    "No account " + wabaId + " is known yet; its first webhook registers it.");
              }
              throw outOfScope(wabaId);
            });
  }

  /** The account of something whose name says where it belongs, if the caller may see it. */
  public Uni<Account> require(int accountId) {
    return pool.preparedQuery(
            """
            SELECT account_id, waba_id, name, zone FROM account
            WHERE account_id = $1 AND account_id > 0""")
        .execute(Tuple.of(accountId))
        .map(
            rows -> {
              for (var row : rows) {
                if (permits(row.getString("waba_id"))) {
                  return account(row);
                }
              }
              if (wabaIds().contains(ALL)) {
                throw Problem.notFound("There is nothing of this name.");
              }
              throw Problem.forbidden(
                  "It belongs to none of the accounts your token names in its accounts claim.");
            });
  }

  /**
   * Refuses whoever may not see every account, those to come included.
   *
   * @throws io.rapport.common.problem.ProblemException 403
   */
  public void requireAll() {
    if (!wabaIds().contains(ALL)) {
      throw Problem.forbidden("This takes a token for all accounts; name an account instead.");
    }
  }

  /** Every account the caller may see, in the order of their WABA ids. */
  public Uni<List<Account>> all() {
    return after("", Integer.MAX_VALUE);
  }

  /**
   * The first accounts the caller may see whose WABA ids come after the given one, in the order of
   * their WABA ids (byte by byte).
   *
   * @param limit how many at most
   */
  public Uni<List<Account>> after(String wabaId, int limit) {
    var permitted = wabaIds();
    return pool.preparedQuery(
            """
            SELECT account_id, waba_id, name, zone FROM account
            WHERE account_id > 0 AND waba_id COLLATE "C" > $1 AND ($2 OR waba_id = ANY ($3))
            ORDER BY waba_id COLLATE "C" LIMIT $4""")
        .execute(Tuple.of(wabaId, permitted.contains(ALL), permitted.toArray(String[]::new), limit))
        .map(AccountScope::accounts);
  }

  private static List<Account> accounts(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(AccountScope::account).toList();
  }

  private boolean permits(String wabaId) {
    var permitted = wabaIds();
    return permitted.contains(ALL) || permitted.contains(wabaId);
  }

  private Set<String> wabaIds() {
    Object claim =
        identity.getPrincipal() instanceof JsonWebToken token
            ? token.getClaim(CLAIM)
            : identity.getAttribute(CLAIM);
    return switch (claim) {
      case null -> Set.of();
      case Collection<?> values ->
          values.stream().map(AccountScope::text).collect(Collectors.toSet());
      default -> Set.of(text(claim));
    };
  }

  private static String text(Object value) {
    return value instanceof JsonString string ? string.getString() : String.valueOf(value);
  }

  private static RuntimeException outOfScope(String wabaId) {
    return Problem.forbidden(
        "The account " + wabaId + " is not among those your token names in its accounts claim.");
  }

  private static Account account(Row row) {
    return new Account(
        row.getInteger("account_id"),
        row.getString("waba_id"),
        Optional.ofNullable(row.getString("name")),
        zone(row.getString("zone")));
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
