package io.rapport.launcher.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rapport.launcher.console.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file on its way, whatever ingest answers. */
class FileImportTest {

  private static final int ROWS = 5000;

  @TempDir private Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final StringBuilder received = new StringBuilder();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger tokens = new AtomicInteger();
  private final Passing clock = new Passing();
  private HttpServer server;
  private String state = "open";
  private long rejected;
  private boolean lost;
  private boolean tokensAreRare;

  @BeforeEach
  void ingestIsThere() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aFileArrivesAsItIsInSeveralChunks() throws Exception {
    assertThat(bring(file())).isZero();
    assertThat(received.toString()).isEqualTo(rows());
    assertThat(asked.stream().filter(path -> path.contains("/chunks")))
        .hasSize(3)
        .allMatch(path -> path.contains("last=false") || path.equals(asked.get(3)));
    assertThat(asked.get(3)).contains("last=true");
    assertThat(asked.getLast()).contains("/finish");
  }

  @Test
  void itGoesOnWhereItWas() throws Exception {
    received.append(rows(), 0, rows().indexOf("3000"));
    assertThat(bring(file())).isZero();
    assertThat(received.toString()).isEqualTo(rows());
    assertThat(printed.toString(UTF_8)).contains("going on after 3,000 rows");
  }

  @Test
  void itWaitsWhileIngestIsAway() throws Exception {
    failures.set(6);
    assertThat(bring(file())).isZero();
    assertThat(received.toString()).isEqualTo(rows());
    assertThat(printed.toString(UTF_8)).containsOnlyOnce("trying for up to 5 min");
  }

  @Test
  void aChunkWhoseAnswerIsLostIsSentAgain() throws Exception {
    lost = true;
    assertThat(bring(file())).isZero();
    assertThat(received.toString()).isEqualTo(rows());
  }

  @Test
  void itGivesUpAfterAWhile() throws Exception {
    failures.set(Integer.MAX_VALUE);
    assertThat(bring(file())).isEqualTo(2);
    assertThat(printed.toString(UTF_8)).contains("rapport: ingest answers 503: too busy");
    assertThat(clock.instant()).isAfterOrEqualTo(Instant.EPOCH.plus(Duration.ofMinutes(5)));
  }

  @Test
  void aTokenIsRenewedInTimeAndTheOldOneHoldsWhileThereIsNone() throws Exception {
    tokensAreRare = true;
    clock.eachLook = Duration.ofMinutes(4);
    assertThat(bring(file())).isZero();
    assertThat(tokens.get()).isGreaterThan(2);
  }

  @Test
  void rejectedRowsAreWrittenDown() throws Exception {
    rejected = 2;
    assertThat(bring(file())).isOne();
    assertThat(directory.resolve("rows.ndjson.errors.ndjson")).hasContent("{\"line\":7}");
  }

  @Test
  void whatWasWrittenDownBeforeGoesWhenNothingIsRejectedAnyMore() throws Exception {
    var old = Files.writeString(directory.resolve("rows.ndjson.errors.ndjson"), "old");
    assertThat(bring(file())).isZero();
    assertThat(old).doesNotExist();
  }

  @Test
  void aCancelledImportIsNoSuccess() throws Exception {
    state = "cancelled";
    assertThat(bring(file())).isEqualTo(2);
    assertThat(printed.toString(UTF_8)).contains("cancelled");
  }

  @Test
  void aFileThatIsNotThereIsNoSuccess() throws Exception {
    assertThat(bring(directory.resolve("nothing.ndjson"))).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void theSameFileHasTheSameKeyUnlessItIsAnothersChat() throws Exception {
    var file = file();
    bring(file);
    bring(file);
    run(file, Map.of("X-Rapport-Contact", "4915112345678"));
    assertThat(keys.get(1)).isEqualTo(keys.get(0)).doesNotContain("4915112345678");
    assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
  }

  private int bring(Path file) throws InterruptedException {
    return run(file, Map.of());
  }

  private int run(Path file, Map<String, String> headers) throws InterruptedException {
    var out = new PrintStream(printed, true, UTF_8);
    try (var http = HttpClient.newHttpClient()) {
      var url = URI.create("http://localhost:" + server.getAddress().getPort());
      var ingest = new IngestClient(http, url, this::token, clock, clock::pass, out);
      return new FileImport(ingest, clock, out, false)
          .run(new FileImport.Request(file, FileFormat.NDJSON, "waba", false, Map.of(), headers));
    }
  }

  private String token() {
    if (tokens.getAndIncrement() % 2 == 1 && tokensAreRare) {
      throw new Failure("the identity provider does not answer");
    }
    return "token";
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().toString();
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (failures.getAndDecrement() > 0) {
      answer(exchange, 503, "{\"detail\":\"too busy\"}");
      return;
    }
    failures.set(0);
    asked.add(path);
    if (path.isEmpty() || path.equals("/")) {
      keys.add(body.replaceAll(".*\"key\":\"([^\"]*)\".*", "$1"));
    }
    if (path.contains("/errors")) {
      answer(exchange, 200, "{\"line\":7}");
      return;
    }
    if (path.contains("/chunks")) {
      int offset = Integer.parseInt(path.replaceAll(".*offset=(\\d+).*", "$1"));
      if (offset == received.length()) {
        received.append(body);
      }
      if (lost) {
        lost = false;
        exchange.close();
        return;
      }
    }
    if (path.contains("/finish") && state.equals("open")) {
      state = "finished";
    }
    answer(
        exchange,
        200,
        "{\"id\":\"7\",\"state\":\"%s\",\"bytes\":%d,\"rows\":%d,\"accepted\":0,\"duplicates\":0,\"rejected\":%d}"
            .formatted(
                state,
                received.length(),
                received.chars().filter(c -> c == '\n').count(),
                rejected));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length());
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }

  private Path file() throws IOException {
    return Files.writeString(directory.resolve("rows.ndjson"), rows());
  }

  private static String rows() {
    var rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(i).append('\n');
    }
    return rows.toString();
  }

  /** Time passes when somebody waits, and a little when somebody looks. */
  private static final class Passing extends Clock {
    private Instant now = Instant.EPOCH;
    private Duration eachLook = Duration.ZERO;

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      pass(eachLook);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
