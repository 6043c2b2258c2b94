package io.rapport.launcher;

import io.rapport.launcher.console.Failure;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Rapport on one machine: the program behind {@code ./rapport}. */
@Command(
    name = "./rapport",
    description = "Rapport on one machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      TokenCommand.class,
      RebuildCommand.class,
      ImportCommand.class,
      HelpCommand.class
    })
public final class Main {

  /** Tells every step; the launcher tells the outcome. Held, as loggers are forgotten otherwise. */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private Main() {}

  public static void main(String[] arguments) {
    FLYWAY.setLevel(Level.WARNING);
    System.exit(commandLine().execute(arguments));
  }

  /** Exit codes: 0 done, 1 it could not be done and why was said, 2 wrong arguments. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (!(exception instanceof Failure)) {
                throw exception;
              }
              command.getErr().println("rapport: " + exception.getMessage());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }
}
