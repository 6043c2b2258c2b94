package io.rapport.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {

  @ParameterizedTest
  @CsvSource({
    "40001, CONFLICT",
    "40P01, CONFLICT",
    "22003, REFUSED",
    "23502, REFUSED",
    "21000, REFUSED",
    "54000, REFUSED",
    "08006, UNAVAILABLE",
    "53300, UNAVAILABLE",
    "57P01, UNAVAILABLE",
    "42501, UNAVAILABLE"
  })
  void theSqlStateDecides(String sqlState, Fault fault) {
    var refused = new PgException("any text", "ERROR", sqlState, "");
    assertThat(Fault.of(refused)).isEqualTo(fault);
    assertThat(Fault.of(new BatchFailure(Set.of(), new CompletionException(refused))))
        .isEqualTo(fault);
  }

  @Test
  void aBrokenConnectionIsNoFaultOfTheContact() {
    assertThat(Fault.of(new CompletionException(new IOException("broken"))))
        .isEqualTo(Fault.UNAVAILABLE);
  }

  @Test
  void aValueThatCannotBeWrittenIsRefused() {
    assertThat(Fault.of(new BatchFailure(Set.of(), new IllegalArgumentException("unknown code"))))
        .isEqualTo(Fault.REFUSED);
  }
}
