package io.rapport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final int STEADY = 5000;

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

  @Option(names = "--output", description = "also write the table to this file")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    try (var directory = new WorkDirectory();
        var database = Database.start(directory.resolve("postgres"), ports + 1)) {
      var work = directory.path();
      var measurements = new ArrayList<Measurement>();
      measurements.add(ceiling(out, work, 1));
      measurements.add(
          service(
              work,
              database,
              Map.of(
                  "RAPPORT_INGEST_BATCH_MAX_ROWS", "1",
                  "RAPPORT_INGEST_BATCH_WRITES_PER_ACCOUNT", "16"),
              server -> measure(out, "ingest, one INSERT per request", 1, 0, seconds)));
      measurements.add(
          service(
              work,
              database,
              Map.of(),
              server -> measure(out, "ingest, group commit", 1, 0, seconds)));
      measurements.add(
          service(
              work,
              database,
              Map.of(),
              server ->
                  measure(out, "ingest, at a steady %,d/s".formatted(STEADY), 1, STEADY, seconds)));
      measurements.add(ceiling(out, work, MANY));
      measurements.add(
          service(
              work,
              database,
              Map.of(),
              server ->
                  measure(out, "ingest, %d messages a webhook".formatted(MANY), MANY, 0, seconds)));
      var memory = new StringBuilder();
      if (soak > 0) {
        measurements.add(service(work, database, Map.of(), server -> soak(out, server, memory)));
      }
      var report =
          """
          Machine: %s; PostgreSQL %s with fsync and synchronous_commit on.
          %d connections, %d bytes a message, %d s warm-up, %d s measured each, one after the other; load generator,
          server and database share the machine.

          %s%s"""
              .formatted(
                  Machine.description(),
                  database.version(),
                  connections,
                  Webhooks.BYTES_PER_MESSAGE,
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

  private Measurement ceiling(PrintWriter out, Path work, int messages) throws Exception {
    var arguments =
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            SignatureOnlyServer.class.getName(),
            Integer.toString(ports),
            SECRET);
    try (var _ = ServerProcess.start(arguments, Map.of(), ports, work.resolve("ceiling.log"))) {
      var name =
          messages == 1
              ? "signature check only"
              : "signature check only, " + messages + " messages";
      return measure(out, name, messages, 0, seconds);
    }
  }

  private Measurement service(
      Path work, Database database, Map<String, String> settings, IngestProcess.Use use)
      throws Exception {
    var measurement = new IngestProcess(work, database, ports, SECRET, settings).run(use);
    long stored = database.events();
    long acknowledged = measurement.acknowledged() * measurement.messages();
    if (stored < acknowledged) {
      throw new IllegalStateException(
          "acknowledged %d messages, stored %d".formatted(acknowledged, stored));
    }
    return measurement;
  }

  private Measurement measure(
      PrintWriter out, String name, int messages, int perSecond, int measuredSeconds)
      throws Exception {
    out.printf("%s ... ", name);
    out.flush();
    try (var load = new Load(ports, connections, Webhooks.source(SECRET, ports, messages))) {
      var measurement =
          load.run(
              name, perSecond, Duration.ofSeconds(warmUp), Duration.ofSeconds(measuredSeconds));
      out.printf("%.0f/s%n", measurement.perSecond());
      return measurement;
    }
  }

  /** A steady load for minutes, and what memory the service has after each of them. */
  private Measurement soak(PrintWriter out, ServerProcess server, StringBuilder memory)
      throws Exception {
    memory.append("\nResident memory, MiB, minute by minute:");
    try (var clock = Executors.newSingleThreadScheduledExecutor()) {
      var sampling =
          clock.scheduleAtFixedRate(
              () -> memory.append(' ').append(resident(server)), 1, 1, TimeUnit.MINUTES);
      var measurement =
          measure(out, "ingest, %d minutes of it".formatted(soak), 1, STEADY, soak * 60);
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
