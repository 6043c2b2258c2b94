package io.rapport.launcher;

import io.rapport.launcher.suite.StartOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = "Starts everything with a simulated business and its customers.",
    mixinStandardHelpOptions = true)
final class DemoCommand extends StartCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "90",
      description = "past days of traffic, ${DEFAULT-VALUE} if not given")
  private int days;

  @Option(names = "--seed", paramLabel = "S", description = "the same seed, the same customers")
  private Long seed;

  @Option(
      names = "--live",
      paramLabel = "RATE",
      description = "what happens a minute, live, after the past")
  private Double liveRate;

  @Override
  Optional<StartOptions.Demo> demo() {
    if (days < 1 || days > 3650) {
      throw new ParameterException(spec.commandLine(), "--days must be from 1 to 3650");
    }
    if (liveRate != null && !(liveRate >= 0)) {
      throw new ParameterException(spec.commandLine(), "--live must not be negative");
    }
    return Optional.of(
        new StartOptions.Demo(days, Optional.ofNullable(seed), Optional.ofNullable(liveRate)));
  }

  @Override
  List<String> demoArguments() {
    var arguments = new ArrayList<>(List.of("--days", String.valueOf(days)));
    Optional.ofNullable(seed)
        .ifPresent(given -> arguments.addAll(List.of("--seed", String.valueOf(given))));
    Optional.ofNullable(liveRate)
        .ifPresent(given -> arguments.addAll(List.of("--live", String.valueOf(given))));
    return arguments;
  }
}
