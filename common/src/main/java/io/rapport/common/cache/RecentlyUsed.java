package io.rapport.common.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map of bounded size that loses what was not used for longest. Thread-safe. */
public final class RecentlyUsed<K, V> {

  private static final float LOAD = 0.75f;

  private final Map<K, V> entries;

  /**
   * @param capacity most entries
   */
  public RecentlyUsed(int capacity) {
    this.entries =
        new LinkedHashMap<>(16, LOAD, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  public synchronized void remove(K key) {
    entries.remove(key);
  }

  public synchronized int size() {
    return entries.size();
  }
}
