package io.rapport.ingest.account;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** All accounts there are, for work that concerns each of them. */
@ApplicationScoped
public class AccountRegister {

  /** Accounts of one statement, which names each of them. */
  private static final int AT_ONCE = 1000;

  private static final String ALL =
      "SELECT account_id FROM account WHERE account_id > 0 ORDER BY account_id";

  private final Pool pool;
  private final AccountTransactions transactions;

  AccountRegister(Pool pool, AccountTransactions transactions) {
    this.pool = requireNonNull(pool, "pool is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
  }

  /** The numbers of all accounts, in parts small enough for one statement each. */
  public Uni<List<Set<Integer>>> all() {
    return pool.query(ALL)
        .execute()
        .map(
            rows -> {
              var ids = new ArrayList<Integer>(rows.size());
              rows.forEach(row -> ids.add(row.getInteger(0)));
              return divided(ids);
            });
  }

  /** Does something for every account, one after the other. */
  public Uni<Void> each(Function<Integer, Uni<Void>> work) {
    return eachHaving(ids -> Uni.createFrom().item(List.copyOf(ids)), work);
  }

  /**
   * Does something for every account that has something to do, one after the other.
   *
   * @param find of some accounts those that have
   */
  public Uni<Void> eachHaving(
      Function<Set<Integer>, Uni<List<Integer>>> find, Function<Integer, Uni<Void>> work) {
    return eachOf(
        all()
            .onItem()
            .transformToMulti(parts -> Multi.createFrom().iterable(parts))
            .onItem()
            .transformToUniAndConcatenate(find::apply)
            .onItem()
            .transformToIterable(ids -> ids),
        work);
  }

  /**
   * Does something for these accounts, one after the other; the trouble of one keeps no other
   * waiting and is told when all are done.
   */
  public static Uni<Void> eachOf(Multi<Integer> accountIds, Function<Integer, Uni<Void>> work) {
    return accountIds
        .onItem()
        .transformToUni(work::apply)
        .collectFailures()
        .concatenate()
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** The numbers of the accounts whose settings somebody has ever changed. */
  public Uni<List<Integer>> configured() {
    return all()
        .onItem()
        .transformToMulti(parts -> Multi.createFrom().iterable(parts))
        .onItem()
        .transformToUniAndConcatenate(
            ids ->
                transactions.inAccounts(
                    ids, connection -> AccountSettingsTable.find(connection, ids)))
        .collect()
        .in(ArrayList::new, (all, found) -> all.addAll(found.keySet()));
  }

  /** The same accounts in parts small enough for one statement each. */
  static List<Set<Integer>> divided(Collection<Integer> accountIds) {
    var ids = List.copyOf(accountIds);
    var parts = new ArrayList<Set<Integer>>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      parts.add(new HashSet<>(ids.subList(from, Math.min(ids.size(), from + AT_ONCE))));
    }
    return parts;
  }
}
