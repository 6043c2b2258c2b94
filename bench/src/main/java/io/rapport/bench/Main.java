package io.rapport.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
    name = "bench",
    description = "Measures Rapport on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = IngestBench.class)
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
