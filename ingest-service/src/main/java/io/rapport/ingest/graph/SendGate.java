package io.rapport.ingest.graph;

import io.smallrye.mutiny.Uni;

/**
 * Asked before a message is passed on, at the moment of sending: every bean of this type, one after
 * the other, until one refuses. A gate that fails refuses: nothing goes out unasked.
 */
public interface SendGate {

  /** A stable word, for the metric. */
  String name();

  /** Who is asked first; who counts what it lets through is better asked last. */
  default int order() {
    return 0;
  }

  Uni<Decision> ask(Outgoing message);
}
