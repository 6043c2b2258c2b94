package io.rapport.common.batching;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes what has waited for one key.
 *
 * @param <K> what batches are kept apart by
 * @param <T> what is written
 */
@FunctionalInterface
public interface BatchWriter<K, T> {

  /**
   * Completes when all items are durable, or exceptionally when none of them may be acknowledged.
   *
   * @param items never empty, never more than the batcher's maximum
   */
  CompletionStage<Void> write(K key, List<T> items);
}
