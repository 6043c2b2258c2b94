package io.rapport.common.records;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.rapport.common.database.AccountTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Hibernate's sessions in transactions that see the rows of one account and no others, as {@link
 * AccountTransactions} does it for plain SQL: what the transaction is about is its first statement.
 */
@ApplicationScoped
public class AccountSessions {

  /**
   * Runs work that reads and writes one account; flushes and commits when it succeeds, rolls back
   * when it fails. The repositories used by the work take part.
   */
  public <T> Uni<T> inAccount(int accountId, Function<Mutiny.Session, Uni<T>> work) {
    var scope = AccountTransactions.scope(Set.of(accountId));
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .call(session -> session.createNativeQuery(scope).executeUpdate())
                .chain(work::apply));
  }
}
