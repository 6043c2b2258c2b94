package io.rapport.launcher.installation;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How much of the disk must stay free, in bytes.
 *
 * @param minimumBytes less than this and nothing starts
 */
public record DiskSpace(long minimumBytes) {

  /** {@code 1GiB}, {@code 500 MiB}, or bytes. */
  public static final String VARIABLE = "RAPPORT_MINIMUM_FREE_DISK";

  public static final String DEFAULT = "1GiB";
  private static final Pattern AMOUNT = Pattern.compile("(\\d+)\\s*([KMGT]?)(?:iB|B)?");
  private static final int MINIMUM_PARTS = 10;

  public static DiskSpace parse(String amount) {
    var matcher = AMOUNT.matcher(amount.strip());
    if (!matcher.matches()) {
      throw new Failure(VARIABLE + " is not an amount like 1GiB or 500MiB: " + amount);
    }
    int shift =
        switch (matcher.group(2)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          case "T" -> 40;
          default -> 0;
        };
    return new DiskSpace(Long.parseLong(matcher.group(1)) << shift);
  }

  /**
   * @throws Failure if less than the minimum is free where the installation is
   */
  public void require(Path directory) {
    long free = free(directory);
    if (free < minimumBytes) {
      throw new Failure(
          "only %s are free on the disk of %s, %s are needed; make room, name another directory with --data, or lower %s"
              .formatted(text(free), directory, text(minimumBytes), VARIABLE));
    }
  }

  /** A warning once a tenth of the minimum is left: soon nothing can be stored. */
  public Optional<String> warning(Path directory) {
    long free = free(directory);
    return free < minimumBytes / MINIMUM_PARTS
        ? Optional.of(
            "the disk of %s is full, %s left. A webhook that cannot be stored is refused (503) and sent again by WhatsApp; make room"
                .formatted(directory, text(free)))
        : Optional.empty();
  }

  private static long free(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new Failure("cannot see how much of the disk of " + directory + " is free: " + e, e);
    }
  }

  static String text(long bytes) {
    return bytes >= 1L << 30
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
        : String.format(Locale.ROOT, "%d MiB", bytes >> 20);
  }
}
