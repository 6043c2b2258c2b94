package io.rapport.common.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {

  private record Write(String key, List<Integer> items, CompletableFuture<Void> done) {}

  private final ArrayDeque<Write> writes = new ArrayDeque<>();

  @Test
  void whatArrivesDuringAWriteFormsOneBatch() {
    var batcher = batcher(100, 10, 1);
    var first = batcher.submit("a", List.of(1));
    var second = batcher.submit("a", List.of(2));
    var third = batcher.submit("a", List.of(3, 4));

    var write = writes.remove();
    assertThat(write.items).containsExactly(1);
    assertThat(writes).isEmpty();
    write.done.complete(null);
    assertThat(first).isCompleted();
    assertThat(second).isNotCompleted();

    write = writes.remove();
    assertThat(write.items).containsExactly(2, 3, 4);
    write.done.complete(null);
    assertThat(second).isCompleted();
    assertThat(third).isCompleted();
    assertThat(batcher.depth()).isZero();
  }

  @Test
  void whoeverEndsWaitsForWhatIsLeft() throws InterruptedException {
    var batcher = batcher(100, 10, 1);
    var first = batcher.submit("a", List.of(1, 2));
    assertThat(batcher.drain(Duration.ofMillis(30))).isEqualTo(2);
    CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS)
        .execute(() -> writes.remove().done.complete(null));
    assertThat(batcher.drain(Duration.ofMinutes(1))).isZero();
    assertThat(first).isCompleted();
  }

  @Test
  void itSaysForHowLongNothingHasMoved() {
    var batcher = batcher(100, 10, 1);
    assertThat(batcher.stalled()).isZero();
    var first = batcher.submit("a", List.of(1));
    var second = batcher.submit("a", List.of(2));
    assertThat(batcher.stalled()).isPositive();
    long before = System.nanoTime();
    writes.remove().done.completeExceptionally(new IllegalStateException("given up"));
    assertThat(first).isCompletedExceptionally();
    assertThat(batcher.stalled()).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
    writes.remove().done.complete(null);
    assertThat(second).isCompleted();
    assertThat(batcher.stalled()).isZero();
  }

  @Test
  void itSaysForHowLongItHasBeenRefusing() {
    var batcher = batcher(4, 2, 2);
    var held = batcher.submit("a", List.of(1, 2, 3, 4));
    assertThat(batcher.refusing()).isZero();
    assertThat(batcher.submit("a", List.of(5))).isCompletedExceptionally();
    assertThat(batcher.refusing()).isPositive();
    writes.remove().done.complete(null);
    writes.remove().done.complete(null);
    assertThat(held).isCompleted();
    // Nobody has tried again, but there is room.
    assertThat(batcher.refusing()).isZero();
  }

  @Test
  void itIsCrowdedFromARefusalUntilThereIsRoom() {
    var batcher = batcher(8, 2, 1);
    batcher.submit("a", List.of(1, 2));
    batcher.submit("a", List.of(3, 4));
    batcher.submit("a", List.of(5, 6, 7, 8));
    assertThat(batcher.crowded()).isFalse();
    assertThat(batcher.submit("a", List.of(9))).isCompletedExceptionally();
    assertThat(batcher.crowded()).isTrue();
    writes.remove().done.complete(null);
    assertThat(batcher.crowded()).isFalse();
    batcher.submit("a", List.of(9, 10));
    assertThat(batcher.crowded()).isFalse();
  }

  @Test
  void keysDoNotWaitForEachOther() {
    var batcher = batcher(100, 10, 1);
    var a = batcher.submit("a", List.of(1));
    var b = batcher.submit("b", List.of(2));
    writes.remove();
    writes.remove().done.complete(null);
    assertThat(a).isNotCompleted();
    assertThat(b).isCompleted();
  }

  @Test
  void aBatchIsNeverLargerThanItsMaximum() {
    var batcher = batcher(100, 3, 1);
    var large = batcher.submit("a", List.of(1, 2, 3, 4, 5, 6, 7));
    var sizes = new ArrayList<Integer>();
    while (!writes.isEmpty()) {
      assertThat(large).isNotCompleted();
      var write = writes.remove();
      sizes.add(write.items.size());
      write.done.complete(null);
    }
    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(large).isCompleted();
  }

  @Test
  void aFullQueueRefusesAndKeepsNothing() {
    var batcher = batcher(3, 10, 1);
    batcher.submit("a", List.of(1, 2));
    var refused = batcher.submit("a", List.of(3, 4));
    assertThat(refused).isCompletedExceptionally();
    assertThatThrownBy(() -> refused.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(QueueFullException.class);
    assertThat(batcher.depth()).isEqualTo(2);

    writes.remove().done.complete(null);
    assertThat(writes).isEmpty();
    assertThat(batcher.submit("a", List.of(3, 4))).isNotCompleted();
  }

  @Test
  void aSubmissionLargerThanTheQueueIsLetInAlone() {
    var batcher = batcher(3, 10, 1);
    var large = batcher.submit("a", List.of(1, 2, 3, 4, 5));
    writes.remove().done.complete(null);
    assertThat(large).isCompleted();
  }

  @Test
  void aFailedWriteFailsItsSubmissionsOnly() {
    var batcher = batcher(100, 10, 1);
    var first = batcher.submit("a", List.of(1));
    var second = batcher.submit("a", List.of(2));
    writes.remove().done.completeExceptionally(new IllegalStateException("no database"));
    writes.remove().done.complete(null);
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompleted();
    assertThat(batcher.depth()).isZero();
  }

  @Test
  void aWriterThatThrowsFailsTheSubmission() {
    var batcher =
        new Batcher<String, Integer>(
            new Batcher.Limits(10, 10, 1),
            Runnable::run,
            (key, items) -> {
              throw new IllegalStateException("broken");
            });
    assertThat(batcher.submit("a", List.of(1))).isCompletedExceptionally();
    assertThat(batcher.depth()).isZero();
  }

  @Test
  void aStoppedExecutorFailsWhatWaits() {
    var batcher =
        new Batcher<String, Integer>(
            new Batcher.Limits(10, 10, 1),
            task -> {
              throw new RejectedExecutionException("stopped");
            },
            this::record);
    assertThat(batcher.submit("a", List.of(1))).isCompletedExceptionally();
    assertThat(batcher.depth()).isZero();
  }

  @Test
  void everySubmissionOfManyThreadsIsWrittenOnce() {
    var written = Collections.synchronizedList(new ArrayList<Integer>());
    try (var threads = Executors.newFixedThreadPool(8);
        var writers = Executors.newFixedThreadPool(3)) {
      var batcher =
          new Batcher<Integer, Integer>(
              new Batcher.Limits(1_000_000, 7, 2),
              writers,
              (key, items) -> CompletableFuture.runAsync(() -> written.addAll(items), writers));
      var submissions =
          IntStream.range(0, 20_000)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                              () -> batcher.submit(i % 3, List.of(i)), threads)
                          .thenCompose(stage -> stage))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(submissions).join();
      assertThat(batcher.depth()).isZero();
    }
    assertThat(written).hasSize(20_000).doesNotHaveDuplicates();
  }

  private Batcher<String, Integer> batcher(int capacity, int maxRows, int writesPerKey) {
    return new Batcher<>(
        new Batcher.Limits(capacity, maxRows, writesPerKey), Runnable::run, this::record);
  }

  private CompletionStage<Void> record(String key, List<Integer> items) {
    var done = new CompletableFuture<Void>();
    writes.add(new Write(key, List.copyOf(items), done));
    return done;
  }
}
