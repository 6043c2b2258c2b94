package io.rapport.ingest.store;

/**
 * Learns what became of a fact, before the submission it belongs to completes. Called from the
 * thread that wrote it, more than once where writing had to be tried again: the first time counts.
 */
@FunctionalInterface
public interface Receipt {

  void accept(Outcome outcome);
}
