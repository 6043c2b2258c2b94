package io.rapport.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.database.AccountTransactions;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class WorkTransactionsTest {

  private static final String ADD =
      "INSERT INTO rebuild_work (account_id, contact_id) VALUES ($1, $2)";

  @Inject Pool pool;

  private final Ledger ledger = new Ledger();
  private WorkTransactions transactions;

  @BeforeEach
  void begin() {
    transactions = new WorkTransactions(new AccountTransactions(pool), pool, TestConfig.DEFAULT);
  }

  @Test
  void whatWasSentIsDoneBeforeTheTransactionEnds() {
    transactions.inAccount(
        ledger.accountId(),
        statements -> {
          statements.send(ADD, ledger.accountId(), UUID.randomUUID());
          statements.send(ADD, ledger.accountId(), UUID.randomUUID());
          return true;
        });
    assertThat(ledger.count("rebuild_work")).isEqualTo(2);
    ledger.forgetWork();
  }

  @Test
  void whoeverWaitsNextHearsOfTheFirstFailure() {
    var contact = UUID.randomUUID();
    assertThatThrownBy(
            () ->
                transactions.inAccount(
                    ledger.accountId(),
                    statements -> {
                      statements.send(ADD, ledger.accountId(), contact);
                      statements.send(ADD, ledger.accountId(), contact);
                      statements.send(ADD, ledger.accountId(), UUID.randomUUID());
                      return statements.run("SELECT 1");
                    }))
        .isInstanceOfSatisfying(
            PgException.class, failure -> assertThat(failure.getSqlState()).isEqualTo("23505"));
    assertThat(ledger.count("rebuild_work")).isZero();
  }

  @Test
  void aFailureOfTheLastStatementUndoesEverything() {
    var contact = UUID.randomUUID();
    assertThatThrownBy(
            () ->
                transactions.inAccount(
                    ledger.accountId(),
                    statements -> {
                      statements.send(ADD, ledger.accountId(), contact);
                      statements.send(ADD, ledger.accountId(), contact);
                      return true;
                    }))
        .isInstanceOf(PgException.class);
    assertThat(ledger.count("rebuild_work")).isZero();
  }

  @Test
  void severalResultsComeInTheOrderOfTheirStatements() {
    var results =
        transactions.inAccount(
            ledger.accountId(),
            statements ->
                statements.runAll(List.of("SELECT $1::int AS n", "SELECT $1::int + 1 AS n"), 4));
    assertThat(results.stream().map(rows -> rows.iterator().next().getInteger("n")))
        .containsExactly(4, 5);
  }
}
