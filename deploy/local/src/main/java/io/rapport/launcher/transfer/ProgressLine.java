package io.rapport.launcher.transfer;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How far an import is: one line that is written over, or a line every few seconds. */
final class ProgressLine {

  private static final int WIDTH = 30;
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final PrintStream out;
  private final boolean terminal;
  private final long size;
  private final Instant began;
  private final long startBytes;
  private final long startRows;
  private Instant shown = Instant.MIN;

  /**
   * @param terminal whether a line can be written over
   * @param size of the file
   */
  ProgressLine(
      PrintStream out, boolean terminal, long size, Instant now, long startBytes, long startRows) {
    this.out = out;
    this.terminal = terminal;
    this.size = size;
    this.began = now;
    this.startBytes = startBytes;
    this.startRows = startRows;
  }

  void show(long bytes, long rows, Instant now) {
    boolean done = bytes >= size;
    if (!done
        && Duration.between(shown.equals(Instant.MIN) ? began : shown, now)
                .compareTo(terminal ? EVERY.dividedBy(10) : EVERY)
            < 0) {
      return;
    }
    shown = now;
    var text = text(bytes, rows, Duration.between(began, now));
    if (terminal) {
      out.print("\r" + text + (done ? "\n" : ""));
      out.flush();
    } else {
      out.println(text);
    }
  }

  String text(long bytes, long rows, Duration elapsed) {
    double share = size == 0 ? 1 : (double) bytes / size;
    int filled = (int) (share * WIDTH);
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    double rowsPerSecond = (rows - startRows) / seconds;
    double bytesPerSecond = (bytes - startBytes) / seconds;
    var left =
        bytesPerSecond <= 0
            ? "?"
            : duration(Duration.ofSeconds((long) Math.ceil((size - bytes) / bytesPerSecond)));
    return String.format(
        Locale.ROOT,
        "  [%s%s] %3d %%  %,d rows, %,.0f/s, %s left   ",
        "#".repeat(filled),
        "-".repeat(WIDTH - filled),
        (int) (share * 100),
        rows,
        rowsPerSecond,
        left);
  }

  private static String duration(Duration duration) {
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }
}
