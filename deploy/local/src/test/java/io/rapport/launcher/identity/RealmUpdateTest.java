package io.rapport.launcher.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.installation.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmUpdateTest {
  private static final String TOKENS = "/realms/master/protocol/openid-connect/token";
  private static final String IMPORT = "/admin/realms/rapport/partialImport";

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Integer> statuses = new HashMap<>(Map.of(TOKENS, 200, IMPORT, 200));
  private final List<String> bodies = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void anIdentityProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          var answer = "{\"access_token\":\"the-token\",\"added\":2}".getBytes(UTF_8);
          exchange.sendResponseHeaders(
              statuses.get(exchange.getRequestURI().getPath()), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.close();
  }

  private void update() throws Exception {
    var secrets = new Secrets(directory.resolve("secrets"), new SecureRandom(), Map.of());
    var address = "http://127.0.0.1:" + server.getAddress().getPort();
    new RealmUpdate(http, URI.create(address))
        .apply(new RealmDocument(secrets).text(), "administrator", "a&b");
  }

  @Test
  void whatIsMissingIsAddedAndNothingElseTouched() throws Exception {
    update();

    assertThat(bodies.getFirst()).contains("username=administrator", "password=a%26b");
    assertThat(authorizations.getLast()).isEqualTo("Bearer the-token");
    var part = new ObjectMapper().readTree(bodies.getLast());
    assertThat(part.path("ifResourceExists").asText()).isEqualTo("SKIP");
    assertThat(part.path("clients"))
        .extracting(client -> client.path("clientId").asText())
        .contains("simulator");
    assertThat(part.path("users"))
        .extracting(user -> user.path("username").asText())
        .contains("service-account-simulator");
    assertThat(part.has("components")).isFalse();
  }

  @Test
  void whereTheAdministratorIsGoneTheUserLearnsWhatToDo() {
    statuses.put(TOKENS, 401);

    assertThatThrownBy(this::update)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("older than this version")
        .hasMessageContaining("docs/operations.md");
    assertThat(bodies).hasSize(1);
  }
}
