package io.rapport.simulator.delivery;

import io.rapport.simulator.world.Fact;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One of the ways by which the business hears of facts. Thread-safe. */
public interface Carrier extends AutoCloseable {
  /** What it is called in metrics and logs. */
  String name();

  /** Whether it is the one that tells of this fact. */
  boolean carries(Fact fact);

  /** One request body that tells of all these facts. */
  byte[] pack(List<? extends Fact> facts);

  /**
   * Makes sure before the first delivery that somebody is there.
   *
   * @param challenge something nobody could guess
   * @return why not; empty if so
   * @throws IOException if no answer came in time
   */
  Optional<String> greet(String challenge, Duration timeout)
      throws IOException, InterruptedException;

  /**
   * Delivers a body once.
   *
   * @return why it was not accepted, wholly or in part; empty if it was
   * @throws IOException if no answer came in time
   */
  Optional<String> bring(byte[] body, Duration timeout) throws IOException, InterruptedException;

  @Override
  void close();
}
