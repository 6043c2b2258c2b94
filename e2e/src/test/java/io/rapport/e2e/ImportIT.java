package io.rapport.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A file of the past lands once, whatever is killed meanwhile. */
class ImportIT {
  private static final int ROWS = 12_000;
  private static final String ACCOUNT = "200300300300801";
  private static final String NUMBER = "200300300300811";

  @RegisterExtension static final Suite suite = Suite.up();

  @TempDir private Path directory;

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void aKilledImportEndsWithEveryRowOnce() throws Exception {
    introduce();
    var file = file();
    // The identity provider refuses two log-ins of one user at the same moment.
    assertThat(rows()).isZero();
    var running = CompletableFuture.supplyAsync(() -> bring(file));
    for (int rows : new int[] {ROWS / 10, ROWS / 2}) {
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> running.isDone() || rows() >= rows);
      assertThat(running).as("the import").isNotDone();
      suite.kill(suite.pid("ingest"));
      suite.recover("ingest");
    }
    assertThat(running.get(3, TimeUnit.MINUTES)).contains("%,d rows".formatted(ROWS));
    try (var kpis = new Kpis(suite.metrics(), suite::token)) {
      Settled.await(kpis, List.of(ACCOUNT));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                var rate = kpis.one("delivery-rate", ACCOUNT, period());
                assertThat(rate.get("denominator").asLong()).isEqualTo(ROWS);
                assertThat(rate.get("numerator").asLong()).isEqualTo(ROWS - ROWS / 10);
              });
      // Once more, from the front: another key, the same rows.
      assertThat(bring(Files.copy(file, directory.resolve("copy.csv"))))
          .contains("%,d rows".formatted(ROWS));
      Settled.await(kpis, List.of(ACCOUNT));
      assertThat(kpis.one("delivery-rate", ACCOUNT, period()).get("denominator").asLong())
          .isEqualTo(ROWS);
    }
  }

  /** How many rows are done. */
  private long rows() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(suite.ingest().resolve("/v1/imports?account=" + ACCOUNT))
            .header("Authorization", "Bearer " + suite.token("integrator"))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return mapper
          .readTree(client.send(request, BodyHandlers.ofString()).body())
          .at("/items/0/rows")
          .asLong();
    }
  }

  private static Map<String, Object> period() {
    return Map.of(
        "from", Instant.now().minus(Duration.ofDays(60)), "to", Instant.now().plusSeconds(3600));
  }

  private String bring(Path file) {
    return suite.rapport(
        "import", file.toString(), "--account", ACCOUNT, "--phone-number-id", NUMBER);
  }

  /** The account and its number become known by their first webhook. */
  private static void introduce() {
    var body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[{"field":"messages","value":{\
        "messaging_product":"whatsapp","metadata":{"display_phone_number":"15550001111","phone_number_id":"%s"},\
        "messages":[{"from":"4915199999999","id":"wamid.FIRST","timestamp":"%d","type":"text",\
        "text":{"body":"hello"}}]}}]}]}"""
            .formatted(ACCOUNT, NUMBER, Instant.now().getEpochSecond());
    try (var sender = new Sender(suite.ingest(), Suite.APP_SECRET)) {
      sender.deliver(List.of(body.getBytes(US_ASCII)));
    }
  }

  private Path file() throws IOException {
    var rows =
        new StringBuilder("direction,contact,time,wamid,campaign,sentAt,deliveredAt,failedAt\n");
    var start = Instant.now().minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < ROWS; i++) {
      var at = start.plusSeconds(i);
      boolean failed = i % 10 == 0;
      rows.append(
          "out,4915%08d,%s,wamid.IMPORT%d,past,%s,%s,%s%n"
              .formatted(
                  i % 1000,
                  at,
                  i,
                  at.plusSeconds(1),
                  failed ? "" : at.plusSeconds(2),
                  failed ? at.plusSeconds(2) : ""));
    }
    return Files.writeString(directory.resolve("past.csv"), rows);
  }
}
