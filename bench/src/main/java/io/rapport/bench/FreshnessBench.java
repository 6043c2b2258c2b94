package io.rapport.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long it takes from the answer to a webhook until a KPI counts what it said. */
@Command(
    name = "freshness",
    description =
        "How long it takes from the answer to a webhook until a KPI counts what it said, while many others"
            + " come in.",
    mixinStandardHelpOptions = true)
final class FreshnessBench implements Callable<Integer> {
  private static final String SECRET = "bench_secret";

  /** Another account than the one with the many events. */
  private static final String QUIET_ACCOUNT = "100000000000003";

  private static final Duration PACE = Duration.ofMillis(100);

  /** Webhooks of introductions a second, and over how many connections. */
  private static final int GREETINGS = 20;

  private static final int GREETERS = 8;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String WAITING =
      """
      SELECT (SELECT count(*) FROM rapport.work_announcement)
        + (SELECT count(*) FROM rapport.contact_work WHERE due_at <= now())""";

  /** In each of the two accounts. */
  private static final int PROBES = 2;

  @Option(names = "--rate", defaultValue = "5000", description = "events a second (5000)")
  private int rate;

  @Option(names = "--batch", defaultValue = "1", description = "events of one webhook (1)")
  private int batch;

  @Option(names = "--contacts", defaultValue = "20000", description = "of the account (20000)")
  private int contacts;

  @Option(names = "--warm-up", defaultValue = "60", description = "seconds before that (60)")
  private int warmUp;

  @Option(names = "--duration", defaultValue = "90", description = "measured seconds (90)")
  private int duration;

  @Option(names = "--connections", defaultValue = "64", description = "default 64")
  private int connections;

  @Option(names = "--ports", defaultValue = "18400", description = "first of four (18400)")
  private int ports;

  @Option(names = "--output", description = "also write the table to this file")
  private Path output;

  @Spec private CommandSpec spec;

  /** What was seen of the probes of one account. */
  private record Seen(String name, Histogram times, long never) {}

  @Override
  public Integer call() throws Exception {
    try (var work = new WorkDirectory();
        var database = Database.start(work.resolve("postgres"), ports + 1);
        var issuer = Issuer.start(ports + 2)) {
      var seen = new ArrayList<Seen>();
      var projection = new StringBuilder();
      var measurement =
          new IngestProcess(work.path(), database, ports, SECRET, Map.of())
              .run(
                  _ -> {
                    var settings =
                        Map.of(
                            "RAPPORT_DATABASE_URL", database.reactiveUrl(),
                            "RAPPORT_DATABASE_PASSWORD", Database.PASSWORD,
                            "RAPPORT_OIDC_ISSUER", issuer.url());
                    try (var _ =
                        new ServiceProcess("metrics-service", metrics(), settings)
                            .start(work.resolve("metrics.log"))) {
                      introduce(database);
                      return measure(issuer, seen, projection);
                    }
                  });
      check(database, measurement);
      var report = report(database, measurement, seen, projection.toString());
      var out = spec.commandLine().getOut();
      out.println();
      out.print(report);
      out.flush();
      if (output != null) {
        Files.writeString(output, report);
      }
      return seen.stream().allMatch(probes -> probes.never() == 0) ? 0 : 1;
    }
  }

  private int metrics() {
    return ports + 3;
  }

  /** Everybody writes once, and the database is left as one that has been in use. */
  private void introduce(Database database) throws Exception {
    try (var load = new Load(ports, GREETERS, Greetings.source(SECRET, ports, contacts))) {
      load.run("introduction", GREETINGS, Duration.ZERO, Duration.ZERO);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (database.number(WAITING) > 0) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("not everybody who wrote was projected");
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    database.execute("VACUUM ANALYZE");
  }

  private Measurement measure(Issuer issuer, List<Seen> seen, StringBuilder projection)
      throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var busy = probes(client, issuer, Exchanges.ACCOUNT);
      var quiet = probes(client, issuer, QUIET_ACCOUNT);
      var mix = new Exchanges.Mix(contacts, batch, rate);
      try (var load = new Load(ports, connections, Exchanges.source(SECRET, ports, mix))) {
        var measurement =
            load.run(
                "freshness",
                rate / batch,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(duration),
                () -> {
                  busy.start();
                  quiet.start();
                });
        projection.append(waiting(client));
        busy.stop();
        quiet.stop();
        seen.add(new Seen("the account of the events", busy.times(), busy.never()));
        seen.add(new Seen("another account", quiet.times(), quiet.never()));
        return measurement;
      }
    }
  }

  private Probes probes(HttpClient client, Issuer issuer, String account) throws Exception {
    var probes = new ArrayList<Probe>();
    for (int i = 0; i < PROBES; i++) {
      var hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3 + i));
      var target =
          new Probe.Target(account, hour, ports, metrics(), issuer.token("viewer", account));
      var probe = new Probe(client, target, new SignedWebhooks(SECRET, ports));
      probe.open();
      probes.add(probe);
    }
    return new Probes(probes, PACE.multipliedBy(2));
  }

  /** What metrics-service says of the work that waits. */
  private String waiting(HttpClient client) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + metrics() + "/q/metrics");
    var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    return "%,.0f contacts waited for the projection, the longest for %.1f s"
        .formatted(
            gauge(answer.body(), "rapport_projection_pending"),
            gauge(answer.body(), "rapport_projection_lag_seconds"));
  }

  /**
   * The value of a gauge without labels.
   *
   * @throws IllegalArgumentException if it is not there
   */
  static double gauge(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + name + " among the metrics"));
  }

  private static void check(Database database, Measurement measurement) throws Exception {
    long stored = database.events();
    long acknowledged = measurement.acknowledged() * measurement.messages();
    if (stored < acknowledged) {
      throw new IllegalStateException(
          "acknowledged %d events, stored %d".formatted(acknowledged, stored));
    }
  }

  private String report(
      Database database, Measurement measurement, List<Seen> seen, String projection)
      throws Exception {
    var rows = new StringBuilder();
    seen.forEach(probes -> rows.append(row(probes)));
    return """
    Machine: %s; PostgreSQL %s with fsync and synchronous_commit on.
    %,d contacts, %d events a webhook, %d s warm-up, %d s measured; load generator, services and database share the machine.

    | from the answer to a webhook until a KPI counts it, in | probes | p50 | p90 | p99 | max | never |
    |---|--:|--:|--:|--:|--:|--:|
    %s
    %,.0f events a second, answered within %d ms (p99), %,d webhooks not answered 200. At the end %s.
    """
        .formatted(
            Machine.description(),
            database.version(),
            contacts,
            batch,
            warmUp,
            duration,
            rows,
            measurement.messagesPerSecond(),
            measurement.p99().toMillis(),
            measurement.errors(),
            projection);
  }

  private static String row(Seen probes) {
    var times = probes.times();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %.2f s | %.2f s | %.2f s | %.2f s | %,d |%n",
        probes.name(),
        times.getTotalCount(),
        times.getValueAtPercentile(50) / 1e9,
        times.getValueAtPercentile(90) / 1e9,
        times.getValueAtPercentile(99) / 1e9,
        times.getMaxValue() / 1e9,
        probes.never());
  }
}
