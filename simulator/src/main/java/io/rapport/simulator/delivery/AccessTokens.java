package io.rapport.simulator.delivery;

import java.io.IOException;

/** Gives the tokens by which machines are let in. Thread-safe. */
public interface AccessTokens {
  /**
   * A token that is still good; may wait for one.
   *
   * @throws IOException if there is none to be had now
   */
  String current() throws IOException;

  /** The current one was refused: the next is a new one. */
  void refused();
}
