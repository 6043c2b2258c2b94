package io.rapport.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Webhooks per second: the signature check alone, one INSERT per request, group commit. */
@Command(
    name = "ingest",
    description =
        "Webhooks per second of the ingest service with group commit, against one INSERT per request and"
            + " against a server that only checks the signature. One after the other, on this machine.",
    mixinStandardHelpOptions = true)
final class IngestBench implements Callable<Integer> {
  private static final String SECRET = "bench_secret";

  private static final int MANY = 100;

  /** All that is on its way finds room in the queue: 6,400 messages. */
  private static final int MODERATE = 64;

  private static final int STEADY = 5000;

  /** Seconds from which on memory is worth a look. */
  private static final int LONG = 120;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description = "measured time of each (default 15)")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "45",
      description = "seconds before that, while the JVM still compiles (default 45)")
  private int warmUp;

  @Option(names = "--connections", defaultValue = "256", description = "default 256")
  private int connections;

  @Option(
      names = "--soak",
      defaultValue = "0",
      description = "minutes at 5,000 webhooks a second, with the memory of each (default 0)")
  private int soak;

  @Option(
      names = "--ports",
      defaultValue = "18090",
      description = "first of two ports (default 18090)")
  private int ports;

  @Option(
      names = "--only",
      defaultValue = "",
      description = "only those with this in their name; the ceilings always")
  private String only;

  @Option(names = "--output", description = "also write the table to this file")
  private Path output;

  @Spec private CommandSpec spec;

  /**
   * One of the measurements.
   *
   * @param settings of the service; of nothing, if it is the server that only checks signatures
   * @param messages of one webhook
   * @param perSecond webhooks; 0 for as many as are answered
   */
  private record Run(
      String name,
      Optional<Map<String, String>> settings,
      int messages,
      int perSecond,
      int connections,
      int seconds) {

    static final Optional<Map<String, String>> CEILING = Optional.empty();
    static final Optional<Map<String, String>> AS_IT_IS = Optional.of(Map.of());
    static final Optional<Map<String, String>> ONE_BY_ONE =
        Optional.of(
            Map.of(
                "RAPPORT_INGEST_BATCH_MAX_ROWS", "1",
                "RAPPORT_INGEST_BATCH_WRITES_PER_ACCOUNT", "16"));
  }

  private List<Run> runs() {
    var runs = new ArrayList<Run>();
    runs.add(new Run("signature check only", Run.CEILING, 1, 0, connections, seconds));
    runs.add(new Run("one INSERT per request", Run.ONE_BY_ONE, 1, 0, connections, seconds));
    runs.add(new Run("group commit", Run.AS_IT_IS, 1, 0, connections, seconds));
    runs.add(new Run("at a steady 5,000/s", Run.AS_IT_IS, 1, STEADY, connections, seconds));
    if (soak > 0) {
      runs.add(
          new Run(
              "the same for %d minutes".formatted(soak),
              Run.AS_IT_IS,
              1,
              STEADY,
              connections,
              soak * 60));
    }
    runs.add(
        new Run("signature check only, 100 messages", Run.CEILING, MANY, 0, MODERATE, seconds));
    runs.add(new Run("100 messages", Run.AS_IT_IS, MANY, 0, MODERATE, seconds));
    runs.add(
        new Run(
            "100 messages, more than the queue holds",
            Run.AS_IT_IS,
            MANY,
            0,
            connections,
            seconds));
    runs.removeIf(run -> run.settings().isPresent() && !run.name().contains(only));
    return runs;
  }

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    try (var directory = new WorkDirectory();
        var database = Database.start(directory.resolve("postgres"), ports + 1)) {
      var measurements = new ArrayList<Measurement>();
      var memory = new StringBuilder();
      for (var run : runs()) {
        out.printf("%s ... ", run.name());
        out.flush();
        var measurement =
            run.settings().isEmpty()
                ? ceiling(run, directory.path())
                : service(run, directory.path(), database, memory);
        out.printf("%.0f/s%n", measurement.perSecond());
        measurements.add(measurement);
      }
      var report =
          """
          Machine: %s; PostgreSQL %s with fsync and synchronous_commit on.
          %d connections (%d with 100 messages each), %d and %d bytes a webhook, %d s warm-up, %d s measured each, one
          after the other; load generator, server and database share the machine.

          %s%s"""
              .formatted(
                  Machine.description(),
                  database.version(),
                  connections,
                  MODERATE,
                  Webhooks.bodyBytes(1),
                  Webhooks.bodyBytes(MANY),
                  warmUp,
                  seconds,
                  Report.markdown(measurements),
                  memory);
      out.println();
      out.print(report);
      out.flush();
      if (output != null) {
        Files.writeString(output, report);
      }
    }
    return 0;
  }

  private Measurement ceiling(Run run, Path work) throws Exception {
    var arguments =
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            SignatureOnlyServer.class.getName(),
            Integer.toString(ports),
            SECRET);
    try (var _ = ServerProcess.start(arguments, Map.of(), ports, work.resolve("ceiling.log"))) {
      return measure(run);
    }
  }

  private Measurement service(Run run, Path work, Database database, StringBuilder memory)
      throws Exception {
    var measurement =
        new IngestProcess(work, database, ports, SECRET, run.settings().orElseThrow())
            .run(
                server -> run.seconds() > LONG ? measureMemory(run, server, memory) : measure(run));
    long stored = database.events();
    long acknowledged = measurement.acknowledged() * measurement.messages();
    if (stored < acknowledged) {
      throw new IllegalStateException(
          "acknowledged %d messages, stored %d".formatted(acknowledged, stored));
    }
    return measurement;
  }

  private Measurement measure(Run run) throws Exception {
    try (var load =
        new Load(ports, run.connections(), Webhooks.source(SECRET, ports, run.messages()))) {
      return load.run(
          run.name(),
          run.perSecond(),
          Duration.ofSeconds(warmUp),
          Duration.ofSeconds(run.seconds()));
    }
  }

  /** And what memory the service has after each minute. */
  private Measurement measureMemory(Run run, ServerProcess server, StringBuilder memory)
      throws Exception {
    memory.append("\nResident memory, MiB, minute by minute:");
    try (var clock = Executors.newSingleThreadScheduledExecutor()) {
      var sampling =
          clock.scheduleAtFixedRate(
              () -> memory.append(' ').append(resident(server)), 1, 1, TimeUnit.MINUTES);
      var measurement = measure(run);
      sampling.cancel(true);
      return measurement;
    } finally {
      memory.append('\n');
    }
  }

  private static String resident(ServerProcess server) {
    try {
      var mebibytes = server.residentMebibytes();
      return mebibytes.isPresent() ? Long.toString(mebibytes.getAsLong()) : "?";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
