package io.rapport.simulator.live;

import static java.util.Objects.requireNonNull;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.rapport.simulator.SimulatorConfig;
import io.rapport.simulator.delivery.AccessTokens;
import java.io.IOException;
import java.time.Duration;

/**
 * Access tokens of a machine by OAuth 2.0 client credentials (RFC 6749, section 4.4), each used
 * until it is about to expire. Thread-safe.
 */
final class MachineTokens implements AccessTokens {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final OidcClient client;
  private Tokens latest;

  private MachineTokens(OidcClient client) {
    this.client = client;
  }

  static MachineTokens of(SimulatorConfig.Events.Machine machine, OidcClients clients) {
    var config =
        OidcClientConfig.builder()
            .id("simulator")
            .discoveryEnabled(false)
            .tokenPath(machine.tokenUrl().toString())
            .clientId(machine.clientId())
            .credentials(machine.clientSecret())
            .build();
    return new MachineTokens(
        requireNonNull(clients, "clients are null").newClient(config).await().atMost(TIMEOUT));
  }

  @Override
  public synchronized String current() throws IOException {
    if (latest == null || latest.isAccessTokenExpired()) {
      try {
        latest = client.getTokens().await().atMost(TIMEOUT);
      } catch (RuntimeException e) {
        throw new IOException("no access token: " + e.getMessage(), e);
      }
    }
    return latest.getAccessToken();
  }

  @Override
  public synchronized void refused() {
    latest = null;
  }
}
