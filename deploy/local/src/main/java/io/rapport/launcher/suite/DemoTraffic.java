package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.launcher.console.Console;
import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Waits for the simulator to have played its past days, and for metrics to have counted them. */
final class DemoTraffic {

  private static final int BAR_WIDTH = 30;
  private static final Duration SHOW_EVERY = Duration.ofSeconds(5);
  private static final int SHOW_EVERY_PERCENT = 10;
  private static final long POLL_MILLIS = 250;
  private static final Duration STALLED = Duration.ofMinutes(5);

  /** With live traffic a few people are always on their way; this many, this long, is settled. */
  private static final int FEW = 50;

  private static final Duration FEW_FOR = Duration.ofSeconds(5);

  private final HttpClient http;
  private final Console console;

  DemoTraffic(HttpClient http, Console console) {
    this.http = requireNonNull(http, "http is null");
    this.console = requireNonNull(console, "console is null");
  }

  /**
   * Waits until the simulator has delivered the past, showing how far it is.
   *
   * @param simulator its base URL
   */
  void awaitPast(String simulator) throws InterruptedException {
    long shown = System.nanoTime();
    int shownPercent = 0;
    long moved = System.nanoTime();
    double last = -1;
    while (true) {
      var control = control(simulator);
      double percent = control.path("percent").asDouble();
      if (percent >= 100) {
        return;
      }
      if (percent > last) {
        last = percent;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STALLED.toNanos()) {
        throw new Failure(
            "the simulator has not moved beyond %.0f %% for %d minutes; see ./rapport logs simulator"
                .formatted(percent, STALLED.toMinutes()));
      }
      if (percent >= shownPercent + SHOW_EVERY_PERCENT
          || System.nanoTime() - shown > SHOW_EVERY.toNanos()) {
        shown = System.nanoTime();
        shownPercent = (int) percent / SHOW_EVERY_PERCENT * SHOW_EVERY_PERCENT;
        console.waiting(
            "simulator",
            bar(percent, control.path("facts").asLong(), control.path("rate").asDouble()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** {@code [########----------] 45 % 12,345 facts, 2,000/s}. */
  static String bar(double percent, long facts, double rate) {
    int full = Math.clamp(Math.round(percent / 100 * BAR_WIDTH), 0, BAR_WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f %%  %,d facts, %,.0f/s",
        "#".repeat(full),
        "-".repeat(BAR_WIDTH - full),
        percent,
        facts,
        rate);
  }

  /** Waits until metrics has nobody left to project. */
  void awaitCounted(Kpis kpis) throws InterruptedException {
    long shown = System.nanoTime();
    long fewSince = System.nanoTime();
    long moved = System.nanoTime();
    long least = Long.MAX_VALUE;
    while (true) {
      long pending = kpis.pending();
      long now = System.nanoTime();
      if (pending == 0) {
        return;
      }
      if (pending > FEW) {
        fewSince = now;
      } else if (now - fewSince > FEW_FOR.toNanos()) {
        return;
      }
      if (pending < least) {
        least = pending;
        moved = now;
      } else if (now - moved > STALLED.toNanos()) {
        throw new Failure(
            "metrics still has %,d people to count and gets no further; see ./rapport logs metrics"
                .formatted(pending));
      }
      if (now - shown > SHOW_EVERY.toNanos()) {
        shown = now;
        console.waiting("KPIs", "%,d people still to be counted".formatted(pending));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private JsonNode control(String simulator) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(simulator + "/control"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      // It may just be restarted by its supervisor; the stall limit ends a wait without hope.
      return new ObjectMapper().createObjectNode();
    }
  }
}
