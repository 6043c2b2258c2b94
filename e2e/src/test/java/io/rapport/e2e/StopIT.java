package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service that is told to stop under load answers what it holds before it goes. */
class StopIT {
  private static final int IN_FLIGHT = 100;

  @RegisterExtension static final Suite suite = Suite.up();

  @Test
  void whatIsInFlightIsAnsweredAndKept() throws Exception {
    var webhooks = World.of("200100100300", 20_263, 30, 2 * IN_FLIGHT).webhooks();
    try (var sender = new Sender(suite.ingest(), Suite.APP_SECRET);
        var database = suite.database();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      sender.deliver(webhooks.subList(0, IN_FLIGHT));
      database.setAutoCommit(false);
      try (var statement = database.createStatement()) {
        // Whoever writes facts waits for this; the services of a moment ago have let go of it.
        statement.execute("SELECT account_id FROM rapport.identity_lock FOR UPDATE");
      }
      var answers = new ArrayList<Future<HttpResponse<String>>>();
      for (var webhook : webhooks.subList(IN_FLIGHT, 2 * IN_FLIGHT)) {
        Callable<HttpResponse<String>> sending = () -> sender.send(webhook);
        answers.add(threads.submit(sending));
      }
      var before = new AtomicInteger();
      await()
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                int depth = sender.depth();
                return before.getAndSet(depth) == depth && depth >= IN_FLIGHT;
              });
      suite.terminate("ingest");
      await().pollInterval(Duration.ofMillis(20)).until(() -> leaves(sender, webhooks.getFirst()));
      assertThat(answers).noneMatch(Future::isDone);
      database.rollback();
      for (var answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
      suite.recover("ingest");
    }
  }

  /** Whether what comes now is still answered, but asked to come back on another connection. */
  private static boolean leaves(Sender sender, byte[] webhook)
      throws IOException, InterruptedException {
    var answer = sender.sendUnsigned(webhook);
    assertThat(answer.statusCode()).isEqualTo(401);
    return answer.headers().allValues("Connection").contains("close");
  }
}
