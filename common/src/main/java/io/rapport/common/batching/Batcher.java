package io.rapport.common.batching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Group commit: many small submissions become few large writes, and each submission completes when
 * its write has. Nothing waits for a timer. A free writer takes everything that waits for its key;
 * what arrives meanwhile forms the next batch, so batches grow with the load and stay small without
 * it.
 *
 * <p>Bounded: items waiting or being written never exceed the capacity, except that one submission
 * larger than the capacity is let in when nothing else is there (it would otherwise be refused for
 * ever).
 *
 * <p>Thread-safe. Batches of one key are written concurrently and in no particular order.
 *
 * @param <K> what batches are kept apart by
 * @param <T> what is written
 */
public final class Batcher<K, T> {

  private static final OptionalLong NEVER = OptionalLong.empty();
  private static final long LOOK_MILLIS = 20;

  private final Limits limits;
  private final Executor executor;
  private final BatchWriter<K, T> writer;
  private final Map<K, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger depth = new AtomicInteger();
  private final AtomicLong progressAt = new AtomicLong(System.nanoTime());

  /** When the first submission was refused since one was taken. */
  private final AtomicReference<OptionalLong> refusedAt = new AtomicReference<>(NEVER);

  /**
   * @param capacity most items that wait or are being written, over all keys
   * @param maxRows most items of one write
   * @param writesPerKey most concurrent writes of one key
   */
  public record Limits(int capacity, int maxRows, int writesPerKey) {

    public Limits {
      if (capacity < 1 || maxRows < 1 || writesPerKey < 1) {
        throw new IllegalArgumentException("limits must be positive");
      }
    }
  }

  /**
   * @param executor starts the writes; a write itself must not block it
   */
  public Batcher(Limits limits, Executor executor, BatchWriter<K, T> writer) {
    this.limits = requireNonNull(limits, "limits is null");
    this.executor = requireNonNull(executor, "executor is null");
    this.writer = requireNonNull(writer, "writer is null");
  }

  /**
   * Hands items over. The result completes when all of them are written, and exceptionally with a
   * {@link QueueFullException} if there is no room or with the writer's failure; then some may
   * nevertheless have been written.
   */
  public CompletionStage<Void> submit(K key, List<T> items) {
    requireNonNull(key, "key is null");
    int size = items.size();
    if (size == 0) {
      return CompletableFuture.completedFuture(null);
    }
    if (!reserve(size)) {
      return CompletableFuture.failedFuture(new QueueFullException(limits.capacity));
    }
    var lane = lanes.computeIfAbsent(key, Lane::new);
    if (size <= limits.maxRows) {
      var waiting = new Waiting<>(items);
      lane.add(List.of(waiting));
      return waiting.written;
    }
    var parts = new ArrayList<Waiting<T>>();
    for (int from = 0; from < size; from += limits.maxRows) {
      parts.add(new Waiting<>(items.subList(from, Math.min(size, from + limits.maxRows))));
    }
    lane.add(parts);
    return CompletableFuture.allOf(
        parts.stream().map(Waiting::written).toArray(CompletableFuture[]::new));
  }

  /** How many items wait or are being written. */
  public int depth() {
    return depth.get();
  }

  /**
   * Waits until everything is written or given up, for a process that ends; it goes on taking what
   * is submitted.
   *
   * @param longest to wait
   * @return how many items are left
   */
  public int drain(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (depth.get() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return depth.get();
  }

  /** How many items may wait or be written at once. */
  public int capacity() {
    return limits.capacity;
  }

  /**
   * Whether the last submission was refused and there is still hardly any room, less than an eighth
   * of the capacity: whoever has much to prepare before a submission can spare it.
   */
  public boolean crowded() {
    return refusedAt.get().isPresent() && depth.get() > limits.capacity - limits.capacity / 8;
  }

  /** For how long nothing has been written, or given up, although something waits; else zero. */
  public Duration stalled() {
    return depth.get() == 0
        ? Duration.ZERO
        : Duration.ofNanos(System.nanoTime() - progressAt.get());
  }

  /** For how long it has been refusing submissions, and is still more than half full; else zero. */
  public Duration refusing() {
    var since = refusedAt.get();
    return since.isPresent() && depth.get() > limits.capacity / 2
        ? Duration.ofNanos(System.nanoTime() - since.getAsLong())
        : Duration.ZERO;
  }

  private boolean reserve(int size) {
    while (true) {
      int before = depth.get();
      if (before > 0 && before + size > limits.capacity) {
        refusedAt.compareAndSet(NEVER, OptionalLong.of(System.nanoTime()));
        return false;
      }
      if (depth.compareAndSet(before, before + size)) {
        if (before == 0) {
          progressAt.set(System.nanoTime());
        }
        refusedAt.set(NEVER);
        return true;
      }
    }
  }

  private record Waiting<T>(List<T> items, CompletableFuture<Void> written) {
    Waiting(List<T> items) {
      this(items, new CompletableFuture<>());
    }
  }

  /** What waits for one key. Guarded by itself; nothing foreign is called while it is held. */
  private final class Lane {

    private final K key;
    private final Queue<Waiting<T>> queue = new ArrayDeque<>();
    private int writing;

    Lane(K key) {
      this.key = key;
    }

    void add(List<Waiting<T>> parts) {
      synchronized (this) {
        queue.addAll(parts);
        if (writing == limits.writesPerKey) {
          return;
        }
        writing++;
      }
      start();
    }

    /** Called by whoever has counted itself into {@link #writing}. */
    private void start() {
      try {
        executor.execute(this::writeNext);
      } catch (RejectedExecutionException e) {
        List<Waiting<T>> refused;
        synchronized (this) {
          refused = new ArrayList<>(queue);
          queue.clear();
          writing--;
        }
        release(refused, e);
      }
    }

    private void writeNext() {
      var batch = take();
      if (batch.isEmpty()) {
        return;
      }
      CompletionStage<Void> written;
      try {
        written = writer.write(key, items(batch));
      } catch (RuntimeException e) {
        written = CompletableFuture.failedFuture(e);
      }
      written.whenComplete(
          (ignored, failure) -> {
            // The next batch sets out before this one's waiting requests are answered.
            start();
            release(batch, failure);
          });
    }

    private synchronized List<Waiting<T>> take() {
      var batch = new ArrayList<Waiting<T>>();
      int rows = 0;
      while (!queue.isEmpty() && rows + queue.element().items.size() <= limits.maxRows) {
        var next = queue.remove();
        rows += next.items.size();
        batch.add(next);
      }
      if (batch.isEmpty()) {
        writing--;
      }
      return batch;
    }

    private List<T> items(List<Waiting<T>> batch) {
      if (batch.size() == 1) {
        return batch.getFirst().items;
      }
      var items = new ArrayList<T>();
      batch.forEach(waiting -> items.addAll(waiting.items));
      return items;
    }

    private void release(List<Waiting<T>> batch, Throwable failure) {
      progressAt.set(System.nanoTime());
      for (var waiting : batch) {
        depth.addAndGet(-waiting.items.size());
        if (failure == null) {
          waiting.written.complete(null);
        } else {
          waiting.written.completeExceptionally(failure);
        }
      }
    }
  }
}
