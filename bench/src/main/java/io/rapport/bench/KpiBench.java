package io.rapport.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long questions about KPIs take, beside plain SQL over the same facts. */
@Command(
    name = "kpis",
    description = "How long questions about KPIs take, beside plain SQL over the same facts.",
    mixinStandardHelpOptions = true)
final class KpiBench implements Callable<Integer> {
  private static final String PERIOD = "&zone=Europe/Berlin";

  @Option(names = "--messages", defaultValue = "20000000", description = "how many (20000000)")
  private long messages;

  @Option(names = "--questions", defaultValue = "100", description = "of each kind (100)")
  private int questions;

  @Option(names = "--port", defaultValue = "18200", description = "first of three (18200)")
  private int port;

  @Option(names = "--output", description = "also write the table to this file")
  private Path output;

  private String token;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (var work = new WorkDirectory();
        var database = Database.start(work.resolve("postgres"), port + 1);
        var issuer = Issuer.start(port + 2)) {
      database.renew();
      long begin = System.nanoTime();
      ManyMessages.write(database, messages);
      var made = Duration.ofNanos(System.nanoTime() - begin);
      var process = new ServiceProcess("metrics-service", port, environment(database, issuer));
      try (var server = process.start(work.resolve("metrics.log"))) {
        var report = measure(database, issuer, server, made);
        var out = spec.commandLine().getOut();
        out.println();
        out.print(report);
        out.flush();
        if (output != null) {
          Files.writeString(output, report);
        }
      }
    }
    return 0;
  }

  private static Map<String, String> environment(Database database, Issuer issuer) {
    return Map.of(
        "RAPPORT_DATABASE_URL", database.reactiveUrl(),
        "RAPPORT_DATABASE_PASSWORD", Database.PASSWORD,
        "RAPPORT_OIDC_ISSUER", issuer.url());
  }

  private String measure(Database database, Issuer issuer, ServerProcess server, Duration made)
      throws Exception {
    token = issuer.token("analyst", ManyMessages.ACCOUNT);
    var to = LocalDate.now(ZoneOffset.UTC);
    var days = "&from=%s&to=%s".formatted(to.minusDays(90), to) + PERIOD;
    // Classes and connections are loaded by then; what is asked next is asked for the first time.
    ask("/v1/kpis?x&from=%s&to=%s".formatted(to.minusDays(3), to.minusDays(2)), 1);
    var rows = new ArrayList<String>();
    rows.add(raw("open rate", database, PlainSql.OPEN_RATE));
    rows.add(row("open rate", ask("/v1/kpis/open-rate?x" + days, questions)));
    rows.add(raw("open rate by campaign and day", database, PlainSql.BY_CAMPAIGN_AND_DAY));
    rows.add(
        row(
            "open rate by campaign and day",
            ask("/v1/kpis/open-rate?groupBy=campaign&granularity=day" + days, questions)));
    rows.add(raw("all KPIs", database, PlainSql.ALL));
    rows.add(row("all KPIs", ask("/v1/kpis?x" + days, questions)));
    rows.add(
        row(
            "all KPIs, compared with the 90 days before",
            ask("/v1/kpis?compare=previous" + days, questions)));
    var resident = server.residentMebibytes();
    return """
    Machine: %s. %,d messages of a year and %,d turns, made in %d s; 90 days of them.

    | | first | p50 | p95 | slowest |
    |---|--:|--:|--:|--:|
    %sResident memory of the service afterwards: %s MiB.
    """
        .formatted(
            Machine.description(),
            messages,
            messages / 5,
            made.toSeconds(),
            String.join("", rows),
            resident.isPresent() ? Long.toString(resident.getAsLong()) : "unknown");
  }

  private String raw(String name, Database database, List<String> statements) throws SQLException {
    var times = new Times(Math.min(questions, 3));
    while (times.wanted()) {
      long begin = System.nanoTime();
      for (var statement : statements) {
        database.execute(statement);
      }
      times.record(System.nanoTime() - begin);
    }
    return row(name + ", plain SQL on the facts", times);
  }

  private Times ask(String path, int times) throws IOException, InterruptedException {
    var url = "http://127.0.0.1:" + port + path.replace("?x&", "?");
    var request =
        HttpRequest.newBuilder(URI.create(url + "&account=" + ManyMessages.ACCOUNT))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofMinutes(2))
            .build();
    var taken = new Times(times);
    try (var client = HttpClient.newHttpClient()) {
      while (taken.wanted()) {
        long begin = System.nanoTime();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new IOException(path + " was answered " + answer.statusCode() + answer.body());
        }
        taken.record(System.nanoTime() - begin);
      }
    }
    return taken;
  }

  /** The first of a number of questions apart, for which nothing is remembered yet. */
  private static final class Times {
    private final int wanted;
    private final Histogram later = new Histogram(3);
    private long first = -1;

    Times(int wanted) {
      this.wanted = wanted;
    }

    boolean wanted() {
      return first < 0 || later.getTotalCount() < wanted;
    }

    void record(long nanos) {
      if (first < 0) {
        first = nanos;
      } else {
        later.recordValue(nanos);
      }
    }
  }

  private static String row(String name, Times times) {
    var cells =
        LongStream.of(
                times.first,
                times.later.getValueAtPercentile(50),
                times.later.getValueAtPercentile(95),
                times.later.getMaxValue())
            .mapToObj(
                nanos ->
                    String.format(Locale.ROOT, " %,d ms |", TimeUnit.NANOSECONDS.toMillis(nanos)))
            .toList();
    return "| " + name + " |" + String.join("", cells) + "\n";
  }
}
