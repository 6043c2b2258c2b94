package io.rapport.launcher.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program the launcher runs and keeps running. */
public interface Program {

  /** Short and unique: names its log, its pid file and its line in {@code status}. */
  String name();

  /** The port it listens on. */
  int port();

  /** Where it is reached. */
  String url();

  /** Called before each start, the first included. */
  default void prepare() throws IOException {}

  /** How it is started. */
  Launch launch();

  /** Whether it is ready to work. Asked often; must answer within about a second. */
  boolean isReady();

  /** The signal that asks it to end in good order. */
  default String stopSignal() {
    return "TERM";
  }

  /** Called after it ended by itself or by {@link #stopSignal()}, not when it had to be killed. */
  default void ended() throws IOException {}

  /** The start-up may take as long as this. */
  default Duration readyWithin() {
    return Duration.ofMinutes(3);
  }

  /**
   * @param environment all of it: of the launcher's own only a few harmless variables are passed
   *     on. The only place for secrets, as arguments can be read by everyone on the machine
   */
  record Launch(List<String> command, Map<String, String> environment, Path directory) {

    public Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }
}
