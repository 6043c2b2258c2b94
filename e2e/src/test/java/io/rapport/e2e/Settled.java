package io.rapport.e2e;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Waits until everything stored is also counted. */
final class Settled {
  private Settled() {}

  static void await(Kpis kpis, List<String> accounts) {
    for (var account : accounts) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> kpis.rebuilt(account) && kpis.pending(account) == 0);
    }
  }
}
