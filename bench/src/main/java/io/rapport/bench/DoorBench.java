package io.rapport.bench;

import io.rapport.ingest.whatsapp.WebhookBenchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Microseconds and bytes a webhook costs before anything is written, by JMH. */
@Command(
    name = "door",
    description =
        "What checking a webhook's signature and taking it apart cost, without network and database.",
    mixinStandardHelpOptions = true)
final class DoorBench implements Callable<Integer> {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Option(names = "--forks", defaultValue = "2", description = "JVMs, one after the other (2)")
  private int forks;

  @Option(names = "--iterations", defaultValue = "5", description = "of 2 s each a JVM (5)")
  private int iterations;

  @Option(names = "--output", description = "also write the table to this file")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var options =
        new OptionsBuilder()
            .include(WebhookBenchmark.class.getName())
            .forks(forks)
            .warmupIterations(iterations)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.seconds(2))
            .addProfiler(GCProfiler.class)
            .build();
    var table =
        new StringBuilder(
            """
            | | changes in the body | µs | ± (99.9 %) | KiB allocated |
            |---|--:|--:|--:|--:|
            """);
    new Runner(options)
        .run().stream()
            .sorted(
                Comparator.comparing((RunResult result) -> result.getParams().getBenchmark())
                    .thenComparingInt(DoorBench::changes))
            .forEach(result -> table.append(row(result)));
    var report = "Machine: %s.%n%n%s".formatted(Machine.description(), table);
    var out = spec.commandLine().getOut();
    out.println();
    out.print(report);
    out.flush();
    if (output != null) {
      Files.writeString(output, report);
    }
    return 0;
  }

  private static int changes(RunResult result) {
    return Integer.parseInt(result.getParams().getParam("changes"));
  }

  private static String row(RunResult result) {
    var time = result.getPrimaryResult();
    var name = result.getParams().getBenchmark();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f | %.1f |%n",
        name.substring(name.lastIndexOf('.') + 1),
        changes(result),
        time.getScore(),
        time.getScoreError(),
        result.getSecondaryResults().get(ALLOCATED).getScore() / 1024);
  }
}
