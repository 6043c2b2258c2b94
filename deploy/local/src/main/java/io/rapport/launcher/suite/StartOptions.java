package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.installation.Installation;
import io.rapport.launcher.installation.Ports;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is started and how.
 *
 * @param checkout the directory that holds the built services
 * @param demo what the simulator does; empty to run without it
 */
public record StartOptions(
    Installation installation, Path checkout, Ports ports, Optional<Demo> demo) {

  public StartOptions {
    requireNonNull(installation, "installation is null");
    requireNonNull(checkout, "checkout is null");
    requireNonNull(ports, "ports is null");
    requireNonNull(demo, "demo is null");
  }

  /**
   * A simulated business.
   *
   * @param days of traffic before now
   * @param seed the same seed, the same customers
   * @param liveRate facts (messages, statuses) a minute afterwards
   */
  public record Demo(int days, Optional<Long> seed, Optional<Double> liveRate) {

    public Demo {
      requireNonNull(seed, "seed is null");
      requireNonNull(liveRate, "liveRate is null");
    }
  }

  /** The word for it: {@code demo} or {@code up}. */
  public String mode() {
    return demo.isPresent() ? "demo" : "up";
  }
}
