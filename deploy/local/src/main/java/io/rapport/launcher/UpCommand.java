package io.rapport.launcher;

import io.rapport.launcher.suite.StartOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
    name = "up",
    description = "Starts everything with real credentials from the environment.",
    mixinStandardHelpOptions = true)
final class UpCommand extends StartCommand {

  @Override
  Optional<StartOptions.Demo> demo() {
    return Optional.empty();
  }

  @Override
  List<String> demoArguments() {
    return List.of();
  }
}
