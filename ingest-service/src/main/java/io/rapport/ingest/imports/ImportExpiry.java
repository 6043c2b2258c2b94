package io.rapport.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.schedule.Recurring;
import io.rapport.ingest.account.AccountRegister;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/**
 * Deletes the records of imports to which nothing has happened for long, open ones as well; what
 * they brought stays. Any number of processes side by side.
 */
@ApplicationScoped
class ImportExpiry {

  /** Imports of one transaction; each may have as many faults as are kept. */
  private static final int BATCH = 10;

  private final AccountRegister accounts;
  private final AccountTransactions transactions;
  private final Duration retention;
  private final Clock clock;
  private final Counter deleted;
  private final Recurring deleting;

  ImportExpiry(
      AccountRegister accounts,
      AccountTransactions transactions,
      ImportSettings settings,
      Vertx vertx,
      MeterRegistry registry,
      Clock clock) {
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.retention = settings.retention();
    this.clock = requireNonNull(clock, "clock is null");
    this.deleted =
        Counter.builder("rapport.ingest.imports.deleted")
            .description("Records of imports deleted because nothing has happened to them for long")
            .register(registry);
    this.deleting =
        new Recurring(vertx, "deleting records of imports", settings.deletionInterval(), this::run);
  }

  void start(@Observes StartupEvent event) {
    deleting.start();
  }

  void stop(@Observes ShutdownEvent event) {
    deleting.close();
  }

  /** Deletes all that is over its time now. */
  Uni<Void> run() {
    return accounts.each(this::deleteAll);
  }

  private Uni<Void> deleteAll(int accountId) {
    var before = clock.instant().minus(retention);
    return transactions
        .inAccount(
            accountId,
            connection -> ImportTable.deleteUntouched(connection, accountId, before, BATCH))
        .invoke(count -> deleted.increment((double) count))
        .chain(count -> count < BATCH ? Uni.createFrom().voidItem() : deleteAll(accountId));
  }
}
