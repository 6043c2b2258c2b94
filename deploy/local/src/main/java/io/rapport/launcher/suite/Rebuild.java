package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.launcher.console.Console;
import io.rapport.launcher.identity.AccessTokens;
import io.rapport.launcher.identity.DemoRole;
import io.rapport.launcher.installation.Ports;
import io.rapport.launcher.installation.Secrets;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Has metrics compute everything again from the facts. */
public final class Rebuild {

  private static final long POLL_MILLIS = 250;
  private static final Duration SHOW_EVERY = Duration.ofSeconds(2);

  private final RestClient rest;
  private final String url;
  private final Clock clock;
  private final PrintStream out;

  public Rebuild(Ports ports, Secrets secrets, Clock clock, PrintStream out) {
    this.clock = requireNonNull(clock, "clock is null");
    this.out = requireNonNull(out, "out is null");
    this.url = "http://localhost:" + ports.metrics() + "/v1/rebuild";
    var http = HttpClient.newHttpClient();
    var tokens = new AccessTokens(http, ports.issuer(), secrets);
    this.rest = new RestClient(http, tokens, DemoRole.ADMIN, clock);
  }

  /** Starts it and returns when it is done. */
  public void run() throws InterruptedException {
    var began = clock.instant();
    rest.post(url, 202);
    var shown = began;
    var progress = rest.get(url);
    while (!progress.path("state").asText().equals("idle")) {
      if (Duration.between(shown, clock.instant()).compareTo(SHOW_EVERY) > 0) {
        shown = clock.instant();
        out.println("  wait  rebuild      " + text(progress));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      progress = rest.get(url);
    }
    out.println(
        "  ok    rebuild      " + Console.seconds(Duration.between(began, clock.instant())));
  }

  private static String text(JsonNode progress) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d people",
        progress.path("done").asLong(),
        progress.path("total").asLong());
  }
}
