package io.rapport.launcher.installation;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;

/** What an installation remembers of how it was last started, so that other commands find it. */
public record Settings(Ports ports, boolean demo) {

  /** The settings of an installation that was started before. */
  public static Optional<Settings> read(Installation installation) {
    var file = installation.settingsFile();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      return Optional.of(
          new Settings(
              new Ports(Integer.parseInt(properties.getProperty("ports"))),
              Boolean.parseBoolean(properties.getProperty("demo"))));
    } catch (IOException | NumberFormatException e) {
      throw new Failure("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * The settings of an installation some command is about.
   *
   * @throws Failure if nothing was ever started there
   */
  public static Settings require(Installation installation) {
    return read(installation)
        .orElseThrow(
            () ->
                new Failure(
                    "there is no installation in %s; start one with ./rapport demo"
                        .formatted(installation.directory())));
  }

  /** The ports asked for, else those of the last time, else the usual ones. */
  public static Ports ports(Installation installation, OptionalInt asked) {
    if (asked.isPresent()) {
      return new Ports(asked.getAsInt());
    }
    return read(installation).map(Settings::ports).orElseGet(() -> new Ports(Ports.DEFAULT_BASE));
  }

  public void write(Installation installation) throws IOException {
    PrivateFile.write(
        installation.settingsFile(), "ports=%d%ndemo=%s%n".formatted(ports.base(), demo));
  }
}
