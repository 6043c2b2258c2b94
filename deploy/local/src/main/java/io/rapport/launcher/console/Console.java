package io.rapport.launcher.console;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the user sees while the suite starts and runs: the steps with their times, and each
 * process's output behind its name. What the launcher itself says also goes to its log file. Safe
 * for use by several threads; a line is never torn.
 */
public final class Console {

  private static final List<String> COLOURS =
      List.of("36", "32", "33", "35", "34", "96", "92", "95");
  private static final int NAME_WIDTH = 9;

  private final PrintStream out;
  private final RotatingLog log;
  private final boolean coloured;

  public Console(PrintStream out, RotatingLog log, boolean coloured) {
    this.out = requireNonNull(out, "out is null");
    this.log = requireNonNull(log, "log is null");
    this.coloured = coloured;
  }

  /** Whether somebody looks at what is printed, rather than a file or a pipe. */
  public static boolean isTerminal() {
    // Some Java versions give none when there is no terminal, some give one that says so.
    return Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
  }

  /** A step begins: who, and what is waited for. */
  public void waiting(String name, String what) {
    say("  wait  %-12s %s".formatted(name, what));
  }

  /** A step is done, and how long it took. */
  public void done(String name, Duration took, String what) {
    say("  ok    %-12s %6s  %s".formatted(name, seconds(took), what).stripTrailing());
  }

  /** Something went wrong that is being dealt with. */
  public void problem(String name, String what) {
    say("  !!    %-12s %s".formatted(name, what));
  }

  public void say(String line) {
    out.println(line);
    out.flush();
    log.append(line);
  }

  /** A line a process printed. Its own log file has it already. */
  public void output(String name, String line) {
    out.println(prefix(name, coloured) + line);
  }

  /** The name in front of each line of a process, padded so that all lines begin in one column. */
  public static String prefix(String name, boolean coloured) {
    var prefix = ("%-" + NAME_WIDTH + "s | ").formatted(name);
    if (!coloured) {
      return prefix;
    }
    var colour = COLOURS.get(Math.floorMod(name.hashCode(), COLOURS.size()));
    return "\u001b[" + colour + "m" + prefix + "\u001b[0m";
  }

  /** 1.9 s, 75 s: one decimal up to ten seconds. */
  public static String seconds(Duration duration) {
    var format = duration.compareTo(Duration.ofSeconds(10)) < 0 ? "%.1f s" : "%.0f s";
    return String.format(Locale.ROOT, format, duration.toMillis() / 1000.0);
  }
}
