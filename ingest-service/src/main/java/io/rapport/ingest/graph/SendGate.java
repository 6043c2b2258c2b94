package io.rapport.ingest.graph;

import io.smallrye.mutiny.Uni;

/**
 * Asked before a message is passed on, at the moment of sending: every bean of this type, in the
 * order of their names, until one refuses. A gate that fails refuses: nothing goes out unasked.
 */
public interface SendGate {

  /** A stable word, for the metric. */
  String name();

  Uni<Decision> ask(Outgoing message);
}
