package io.rapport.launcher;

import io.rapport.launcher.installation.Settings;
import io.rapport.launcher.suite.StartOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code demo} and {@code up} have in common. */
abstract class StartCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--ports",
      paramLabel = "BASE",
      description = "eight ports from here on; the default is what it was last time, at first 8080")
  private Integer ports;

  @Option(names = "--background", description = "return once everything is ready")
  private boolean background;

  /** The detached process that {@code --background} starts. */
  @Option(names = "--detached", hidden = true)
  private boolean detached;

  abstract Optional<StartOptions.Demo> demo();

  /** The arguments that make {@link #demo()} what it is. */
  abstract List<String> demoArguments();

  StartOptions options() {
    var installation = data.installation();
    var asked = ports == null ? OptionalInt.empty() : OptionalInt.of(ports);
    return new StartOptions(
        installation,
        Path.of(System.getProperty("rapport.root", "")).toAbsolutePath(),
        Settings.ports(installation, asked),
        demo());
  }

  @Override
  public final Integer call() throws Exception {
    var options = options();
    if (background && !detached) {
      return new BackgroundStart(options, arguments(options)).run();
    }
    return new ForegroundStart(options, detached).run();
  }

  private List<String> arguments(StartOptions options) {
    var arguments = new ArrayList<String>();
    arguments.add(options.mode());
    arguments.addAll(List.of("--data", options.installation().directory().toString()));
    arguments.addAll(List.of("--ports", String.valueOf(options.ports().base())));
    arguments.addAll(demoArguments());
    arguments.add("--detached");
    return arguments;
  }
}
