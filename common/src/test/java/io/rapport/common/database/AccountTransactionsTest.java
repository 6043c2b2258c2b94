package io.rapport.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountTransactionsTest {

  @Test
  void theScopeIsALiteralOfIntegers() {
    assertThat(AccountTransactions.scope(Set.of(8, 7)))
        .isEqualTo("SET LOCAL rapport.accounts = '{7,8}'");
  }

  @Test
  void noAccountMeansNoRows() {
    assertThat(AccountTransactions.scope(Set.of())).isEqualTo("SET LOCAL rapport.accounts = '{}'");
  }
}
