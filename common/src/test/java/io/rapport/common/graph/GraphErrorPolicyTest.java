package io.rapport.common.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.graph.GraphErrorPolicy.Remedy;
import io.rapport.common.graph.GraphErrorPolicy.Retry;
import io.rapport.common.graph.GraphErrorPolicy.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphErrorPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "4, SAFE, APP, NONE",
    "80007, SAFE, ACCOUNT, NONE",
    "130429, SAFE, PHONE_NUMBER, NONE",
    "131056, SAFE, RECIPIENT, NONE",
    "134101, SAFE, TEMPLATE, NONE",
    "1, CAREFUL, MESSAGE, NONE",
    "2, CAREFUL, MESSAGE, NONE",
    "131000, CAREFUL, MESSAGE, NONE",
    "131016, CAREFUL, MESSAGE, NONE",
    "131057, CAREFUL, PHONE_NUMBER, NONE",
    "133004, CAREFUL, MESSAGE, NONE",
    "131048, NEVER, CAMPAIGN, STOP_CAMPAIGN",
    "131049, NEVER, RECIPIENT, NONE",
    "131050, NEVER, RECIPIENT, RECORD_OPT_OUT",
    "131047, NEVER, RECIPIENT, USE_TEMPLATE",
    "131026, NEVER, RECIPIENT, MARK_UNREACHABLE",
    "130472, NEVER, RECIPIENT, EXCLUDE_FROM_EXPERIMENT",
    "130403, NEVER, RECIPIENT, NONE",
    "131062, NEVER, MESSAGE, USE_PHONE_NUMBER",
    "130497, NEVER, ACCOUNT, ALERT",
    "368, NEVER, ACCOUNT, ALERT",
    "131031, NEVER, ACCOUNT, ALERT",
    "131042, NEVER, ACCOUNT, ALERT",
    "131064, NEVER, ACCOUNT, ALERT",
    "0, NEVER, APP, ALERT",
    "190, NEVER, APP, ALERT",
    "200, NEVER, APP, ALERT",
    "299, NEVER, APP, ALERT",
    "131005, NEVER, APP, ALERT",
    "131053, NEVER, MESSAGE, FIX_MESSAGE",
    "132000, NEVER, TEMPLATE, STOP_TEMPLATE",
    "132001, NEVER, TEMPLATE, STOP_TEMPLATE",
    "132016, NEVER, TEMPLATE, STOP_TEMPLATE",
    "132069, NEVER, TEMPLATE, STOP_TEMPLATE",
    "134100, NEVER, TEMPLATE, USE_OTHER_ENDPOINT",
    "100, NEVER, MESSAGE, FIX_MESSAGE",
    "33, NEVER, MESSAGE, FIX_MESSAGE",
  })
  void everyCodeHasItsPolicy(int code, Retry retry, Scope scope, Remedy remedy) {
    // The status says nothing where the code is known.
    for (int status : new int[] {400, 500}) {
      var policy = GraphErrorPolicy.of(code, status);
      assertThat(policy.retry()).isEqualTo(retry);
      assertThat(policy.scope()).isEqualTo(scope);
      assertThat(policy.remedy()).isEqualTo(remedy);
    }
  }

  @Test
  void anUnknownFailureOfTheServerMayHaveSentTheMessage() {
    assertThat(GraphErrorPolicy.of(999_999, 503).retry()).isEqualTo(Retry.CAREFUL);
    assertThat(GraphErrorPolicy.of(999_999, 400).retry()).isEqualTo(Retry.NEVER);
  }

  @Test
  void aLimitSaysHowLongItLasts() {
    assertThat(GraphErrorPolicy.of(131056, 400).pause()).isEqualTo(Duration.ofSeconds(6));
    assertThat(GraphErrorPolicy.of(131049, 400).pause()).isEqualTo(Duration.ofDays(1));
    assertThat(GraphErrorPolicy.of(134101, 400).pause()).isEqualTo(Duration.ofMinutes(10));
  }
}
