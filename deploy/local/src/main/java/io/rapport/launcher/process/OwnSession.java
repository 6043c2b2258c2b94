package io.rapport.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs a command in a session of its own, so that Ctrl-C in the terminal reaches the launcher
 * alone, which then stops everything in order. The process id stays that of the started process.
 */
public final class OwnSession {

  private static final List<String> PREFIX =
      prefix(System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));

  private OwnSession() {}

  public static List<String> command(List<String> command) {
    var all = new ArrayList<>(PREFIX);
    all.addAll(command);
    return List.copyOf(all);
  }

  static List<String> prefix(String path) {
    if (isOn(path, "setsid")) {
      return List.of("setsid");
    }
    if (isOn(path, "perl")) { // macOS has no setsid, but perl
      return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!");
    }
    return List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
  }

  /** Whether a program of this name can be run. */
  public static boolean isAvailable(String program) {
    return isOn(System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), program);
  }

  private static boolean isOn(String path, String program) {
    return Pattern.compile(":")
        .splitAsStream(path)
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
