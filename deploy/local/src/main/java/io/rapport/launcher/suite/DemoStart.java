package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.launcher.console.Console;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.identity.AccessTokens;
import io.rapport.launcher.identity.DemoRole;
import io.rapport.launcher.installation.Secrets;
import java.net.http.HttpClient;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a demo adds to a start: the simulated past is delivered and counted before it is called
 * ready.
 */
final class DemoStart {

  private final StartOptions options;
  private final Secrets secrets;
  private final Console console;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  DemoStart(StartOptions options, Secrets secrets, Console console, Clock clock) {
    this.options = requireNonNull(options, "options is null");
    this.secrets = requireNonNull(secrets, "secrets is null");
    this.console = requireNonNull(console, "console is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  void awaitTraffic(String simulator) throws InterruptedException {
    var traffic = new DemoTraffic(http, console);
    var began = clock.instant();
    int days = options.demo().map(StartOptions.Demo::days).orElseThrow();
    console.waiting(
        "simulator", "%d days of traffic, through the webhook and as events".formatted(days));
    traffic.awaitPast(simulator);
    var delivered = clock.instant();
    console.done(
        "simulator", Duration.between(began, delivered), "%d days delivered".formatted(days));
    console.waiting("KPIs", "until everyone is counted");
    traffic.awaitCounted(kpis());
    console.done("KPIs", Duration.between(delivered, clock.instant()), "all counted");
  }

  /** The KPIs of every account. */
  List<JsonNode> all() throws InterruptedException {
    return kpis().all();
  }

  private Kpis kpis() {
    var tokens = new AccessTokens(http, options.ports().issuer(), secrets);
    var rest = new RestClient(http, tokens, DemoRole.ANALYST, clock);
    return new Kpis(rest, "http://localhost:" + options.ports().metrics(), this::accounts);
  }

  private List<String> accounts() {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + options.ports().postgres() + "/rapport",
                "postgres",
                secrets.password("database.password.postgres"));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT waba_id FROM rapport.account WHERE account_id > 0 ORDER BY account_id")) {
      var ids = new ArrayList<String>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    } catch (SQLException e) {
      throw new Failure("the accounts cannot be read: " + e.getMessage(), e);
    }
  }
}
