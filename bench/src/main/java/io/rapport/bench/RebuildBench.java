package io.rapport.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many facts a rebuild projects a second. */
@Command(
    name = "rebuild",
    description = "How many facts a rebuild projects a second.",
    mixinStandardHelpOptions = true)
final class RebuildBench implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Option(names = "--contacts", defaultValue = "100000", description = "how many (100000)")
  private long contacts;

  @Option(names = "--port", defaultValue = "18300", description = "first of three (18300)")
  private int port;

  @Option(names = "--output", description = "also write the table to this file")
  private Path output;

  @Spec private CommandSpec spec;

  /** When nobody was left to be projected, and when the rows had taken their place. */
  private record Times(Duration projected, Duration readable) {}

  @Override
  public Integer call() throws Exception {
    try (var work = new WorkDirectory();
        var database = Database.start(work.resolve("postgres"), port + 1);
        var issuer = Issuer.start(port + 2)) {
      database.renew();
      ManyFacts.write(database, contacts);
      long facts = database.number("SELECT count(*) FROM rapport.event");
      var settings =
          Map.of(
              "RAPPORT_DATABASE_URL", database.reactiveUrl(),
              "RAPPORT_DATABASE_PASSWORD", Database.PASSWORD,
              "RAPPORT_OIDC_ISSUER", issuer.url());
      var process = new ServiceProcess("metrics-service", port, settings);
      try (var server = process.start(work.resolve("metrics.log"))) {
        var token = issuer.token("admin", ManyFacts.ACCOUNT);
        // First into empty tables, then beside all of it.
        var report = report(facts, rebuild(token), rebuild(token), server);
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

  private Times rebuild(String token) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port + "/v1/rebuild?account=" + ManyFacts.ACCOUNT);
    var request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
    var json = new ObjectMapper();
    long begin = System.nanoTime();
    Duration projected = null;
    try (var client = HttpClient.newHttpClient()) {
      var asked = request.copy().POST(BodyPublishers.noBody()).build();
      var answer = client.send(asked, BodyHandlers.ofString());
      while (true) {
        if (answer.statusCode() / 100 != 2) {
          throw new IOException(uri + " was answered " + answer.statusCode() + answer.body());
        }
        var status = json.readTree(answer.body());
        var since = Duration.ofNanos(System.nanoTime() - begin);
        if (projected == null && status.path("pending").asLong() == 0) {
          projected = since;
        }
        if (status.path("state").asText().equals("idle")) {
          return new Times(projected, since);
        }
        Thread.sleep(PAUSE);
        answer = client.send(request.copy().GET().build(), BodyHandlers.ofString());
      }
    }
  }

  private String report(long facts, Times first, Times second, ServerProcess server)
      throws IOException {
    var resident = server.residentMebibytes();
    return """
    Machine: %s. %,d facts of %,d contacts.

    | | projected | readable | facts/s |
    |---|--:|--:|--:|
    %s%sResident memory of the service afterwards: %s MiB.
    """
        .formatted(
            Machine.description(),
            facts,
            contacts,
            row("for the first time", facts, first),
            row("again, beside what is read", facts, second),
            resident.isPresent() ? Long.toString(resident.getAsLong()) : "unknown");
  }

  private static String row(String name, long facts, Times times) {
    return "| %s | %,d s | %,d s | %,d |%n"
        .formatted(
            name,
            times.projected().toSeconds(),
            times.readable().toSeconds(),
            facts * 1000 / Math.max(1, times.readable().toMillis()));
  }
}
