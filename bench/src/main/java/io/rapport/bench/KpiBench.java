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

  private static final String RAW_OPEN_RATE =
      """
      SELECT count(*) FILTER (WHERE read_at - sent_at <= INTERVAL '72 hours'), count(*)
      FROM rapport.message WHERE account_id = 1 AND sent_at >= now() - INTERVAL '90 days'
        AND exclusion = 0 AND business_initiated AND delivered_at - sent_at <= INTERVAL '72 hours'""";

  @Option(names = "--messages", defaultValue = "20000000", description = "how many (20000000)")
  private long messages;

  @Option(names = "--questions", defaultValue = "20", description = "of each kind (20)")
  private int questions;

  @Option(names = "--port", defaultValue = "18200", description = "first of three (18200)")
  private int port;

  @Option(names = "--output", description = "also write the table to this file")
  private Path output;

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
    var token = issuer.token("analyst", ManyMessages.ACCOUNT);
    var to = LocalDate.now(ZoneOffset.UTC);
    var days = "&from=%s&to=%s".formatted(to.minusDays(90), to) + PERIOD;
    var rows = new ArrayList<String>();
    rows.add(row("plain SQL: open rate of 90 days", raw(database)));
    rows.add(row("open rate of 90 days", ask(token, "/v1/kpis/open-rate?x" + days)));
    rows.add(
        row(
            "open rate by campaign and day, 90 days",
            ask(token, "/v1/kpis/open-rate?groupBy=campaign&granularity=day" + days)));
    rows.add(row("all KPIs of 90 days", ask(token, "/v1/kpis?x" + days)));
    rows.add(row("the same, compared", ask(token, "/v1/kpis?compare=previous" + days)));
    var resident = server.residentMebibytes();
    return """
    Machine: %s. %,d messages of a year and %,d turns, made in %d s.

    | | p50 | p95 | slowest |
    |---|--:|--:|--:|
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

  private Histogram raw(Database database) throws SQLException {
    var times = new Histogram(3);
    for (int i = 0; i < Math.min(questions, 5); i++) {
      long begin = System.nanoTime();
      database.execute(RAW_OPEN_RATE);
      times.recordValue(System.nanoTime() - begin);
    }
    return times;
  }

  private Histogram ask(String token, String path) throws IOException, InterruptedException {
    var url = "http://127.0.0.1:" + port + path.replace("?x&", "?");
    var request =
        HttpRequest.newBuilder(URI.create(url + "&account=" + ManyMessages.ACCOUNT))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofMinutes(2))
            .build();
    var times = new Histogram(3);
    try (var client = HttpClient.newHttpClient()) {
      // The first few are for the compiler and the caches.
      for (int i = -3; i < questions; i++) {
        long begin = System.nanoTime();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new IOException(path + " was answered " + answer.statusCode() + answer.body());
        }
        if (i >= 0) {
          times.recordValue(System.nanoTime() - begin);
        }
      }
    }
    return times;
  }

  private static String row(String name, Histogram times) {
    var values =
        List.of(
            times.getValueAtPercentile(50), times.getValueAtPercentile(95), times.getMaxValue());
    var cells =
        values.stream()
            .map(
                nanos ->
                    String.format(Locale.ROOT, " %,d ms |", TimeUnit.NANOSECONDS.toMillis(nanos)))
            .toList();
    return "| " + name + " |" + String.join("", cells) + "\n";
  }
}
