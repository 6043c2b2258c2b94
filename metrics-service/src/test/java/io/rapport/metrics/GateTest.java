package io.rapport.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rapport.common.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

class GateTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Gate gate = new Gate(meters, "test", "test.ended", "tests", 2);

  private UniAssertSubscriber<String> run(Uni<String> work) {
    return gate.through(work).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private AssertSubscriber<Integer> stream(Multi<Integer> stream) {
    return gate.through(stream).subscribe().withSubscriber(AssertSubscriber.create(10));
  }

  private double running() {
    return meters.get("test.running").gauge().value();
  }

  private double ended(String outcome) {
    return meters.counter("test.ended", "outcome", outcome).count();
  }

  @Test
  void beyondTheLimitWorkIsRefusedUntilSomeOfItEnds() {
    var endless = run(Uni.createFrom().nothing());
    stream(Multi.createFrom().nothing());
    assertThat(running()).isEqualTo(2);

    run(Uni.createFrom().item("no room")).assertFailedWith(ProblemException.class, "2 tests run");
    stream(Multi.createFrom().items(1)).assertFailedWith(ProblemException.class, "2 tests run");
    assertThat(ended("refused")).isEqualTo(2);
    assertThat(running()).isEqualTo(2);

    endless.cancel();
    assertThat(ended("cancelled")).isEqualTo(1);
    run(Uni.createFrom().item("room")).assertCompleted().assertItem("room");
    assertThat(running()).isEqualTo(1);
  }

  @Test
  void whateverEndsGivesItsPlaceBackOnce() {
    stream(Multi.createFrom().items(1, 2)).assertCompleted();
    run(Uni.createFrom().item("done")).assertCompleted();
    stream(Multi.createFrom().failure(new IllegalStateException("broken")))
        .assertFailedWith(IllegalStateException.class);
    run(Uni.createFrom().failure(new IllegalStateException("broken")))
        .assertFailedWith(IllegalStateException.class);
    var cancelled = stream(Multi.createFrom().nothing());
    cancelled.cancel();
    cancelled.cancel();

    assertThat(ended("completed")).isEqualTo(2);
    assertThat(ended("failed")).isEqualTo(2);
    assertThat(ended("cancelled")).isEqualTo(1);
    assertThat(ended("refused")).isZero();
    assertThat(running()).isZero();
    assertThat(meters.get("test.running.limit").gauge().value()).isEqualTo(2);
  }
}
