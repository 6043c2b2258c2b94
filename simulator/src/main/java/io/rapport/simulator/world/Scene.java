package io.rapport.simulator.world;

import java.time.Instant;

/** A piece of life with one customer, from its first message to its last status. */
interface Scene {
  void play(Stage stage, Instant at);
}
