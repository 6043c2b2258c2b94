package io.rapport.launcher;

import io.rapport.launcher.installation.Installation;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --data DIR}: which installation is meant. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the installation's directory; the default is in the user's data folder")
  private Path directory;

  Installation installation() {
    return Optional.ofNullable(directory)
        .map(Installation::new)
        .orElseGet(
            () ->
                Installation.ofUser(
                    System.getenv(),
                    System.getProperty("os.name"),
                    Path.of(System.getProperty("user.home"))));
  }
}
