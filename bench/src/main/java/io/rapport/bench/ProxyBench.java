package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the proxy adds to the time a message takes to be accepted. */
@Command(
    name = "proxy",
    description =
        "Latency of sending a message to a Graph API that answers at once, straight and through the"
            + " proxy, at the same steady pace.",
    mixinStandardHelpOptions = true)
final class ProxyBench implements Callable<Integer> {
  private static final String SECRET = "bench_secret";

  @Option(names = "--rate", defaultValue = "500", description = "messages a second (500)")
  private int rate;

  @Option(names = "--seconds", defaultValue = "20", description = "measured time of each (20)")
  private int seconds;

  @Option(names = "--warm-up", defaultValue = "40", description = "seconds before that (40)")
  private int warmUp;

  @Option(names = "--connections", defaultValue = "32", description = "default 32")
  private int connections;

  @Option(names = "--ports", defaultValue = "18090", description = "first of four (18090)")
  private int ports;

  @Option(names = "--output", description = "also write the table to this file")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    int graph = ports + 3;
    try (var work = new WorkDirectory();
        var database = Database.start(work.resolve("postgres"), ports + 1);
        var _ =
            ServerProcess.start(
                List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    GraphServer.class.getName(),
                    Integer.toString(graph)),
                Map.of(),
                graph,
                work.resolve("graph.log"))) {
      var straight = measure("straight", graph, "");
      var service =
          new IngestProcess(
              work.path(),
              database,
              ports,
              SECRET,
              Map.of("RAPPORT_GRAPH_URL", "http://127.0.0.1:" + graph));
      var through =
          service.run(
              server -> {
                introduce();
                return measure("through the proxy", ports, "/graph");
              });
      // What waits when the service is told to stop is written before it does.
      long registered = database.events() - 1;
      var report = report(database.version(), straight, through, registered);
      var out = spec.commandLine().getOut();
      out.println();
      out.print(report);
      out.flush();
      if (output != null) {
        Files.writeString(output, report);
      }
    }
    return 0;
  }

  private Measurement measure(String name, int port, String prefix) throws Exception {
    try (var load = new Load(port, connections, Sends.source(port, prefix))) {
      return load.run(name, rate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    }
  }

  /** The account and its number become known by their first webhook. */
  private void introduce() throws Exception {
    var body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"messages",\
        "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550001111",\
        "phone_number_id":"%s"},"messages":[{"from":"4915199999999","id":"wamid.FIRST",\
        "timestamp":"1760000000","type":"text","text":{"body":"hello"}}]}}]}]}"""
            .formatted(Sends.PHONE_NUMBER_ID)
            .getBytes(US_ASCII);
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(US_ASCII), "HmacSHA256"));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports + "/webhooks/whatsapp"))
            .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("the first webhook was answered " + status);
      }
    }
  }

  private String report(String postgres, Measurement straight, Measurement through, long registered)
      throws IOException {
    var table =
        new StringBuilder(
            """
            Machine: %s; PostgreSQL %s.
            %d messages/s over %d connections, %d s warm-up, %d s measured; the Graph API answers at once.

            | | messages/s | p50 | p99 | errors |
            |---|--:|--:|--:|--:|
            """
                .formatted(Machine.description(), postgres, rate, connections, warmUp, seconds));
    for (var measurement : List.of(straight, through)) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.2f ms | %.2f ms | %d |%n",
              measurement.name(),
              measurement.perSecond(),
              measurement.median().toNanos() / 1e6,
              measurement.p99().toNanos() / 1e6,
              measurement.errors()));
    }
    return table
        .append(
            String.format(
                Locale.ROOT,
                "%nAdded at the median: %.2f ms. Of %,d accepted messages %,d are registered.%n",
                through.median().minus(straight.median()).toNanos() / 1e6,
                through.acknowledged(),
                registered))
        .toString();
  }
}
