package io.rapport.launcher.installation;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Eight consecutive ports, from {@code base} on: UI, ingest, metrics, survey, consent, identity
 * provider, simulator, Postgres.
 */
public record Ports(int base) {

  public static final int DEFAULT_BASE = 8080;
  private static final int LAST_OFFSET = 7;

  public Ports {
    if (base < 1024 || base + LAST_OFFSET > 65535) {
      throw new Failure(
          "--ports %d is out of range: %d ports from 1024 to 65535 are needed"
              .formatted(base, LAST_OFFSET + 1));
    }
  }

  public int ingest() {
    return base + 1;
  }

  public int metrics() {
    return base + 2;
  }

  public int survey() {
    return base + 3;
  }

  public int consent() {
    return base + 4;
  }

  public int keycloak() {
    return base + 5;
  }

  public int simulator() {
    return base + 6;
  }

  public int postgres() {
    return base + LAST_OFFSET;
  }

  /** Where the identity provider gives out tokens. */
  public String tokenUrl() {
    return issuer() + "/protocol/openid-connect/token";
  }

  /** The identity provider's realm, as tokens name it. */
  public String issuer() {
    return "http://localhost:" + keycloak() + "/realms/rapport";
  }

  /**
   * @param wanted port by the name of the process that needs it
   * @throws Failure naming the first port that is taken
   */
  public void requireFree(Map<String, Integer> wanted) {
    wanted.forEach(
        (process, port) -> {
          if (!isFree(port)) {
            throw new Failure(
                "port %d, needed by %s, is taken by another program; choose other ports with --ports BASE (now %d)"
                    .formatted(port, process, base));
          }
        });
  }

  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      // Connections of an earlier run may linger in TIME_WAIT; they do not make a port taken.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
