package io.rapport.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
    name = "bench",
    description = "Measures Rapport on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IngestBench.class,
      ProxyBench.class,
      DoorBench.class,
      KpiBench.class,
      RebuildBench.class,
      FreshnessBench.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
