package io.rapport.launcher.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Adds to a realm that was imported by an older version what it lacks: roles, clients, users. What
 * is there already stays as it is, since people may have changed it.
 */
final class RealmUpdate {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final URI server;

  /**
   * @param server the identity provider's address
   */
  RealmUpdate(HttpClient http, URI server) {
    this.http = requireNonNull(http, "http is null");
    this.server = requireNonNull(server, "server is null");
  }

  /**
   * @param realm as it would be imported at a first start
   * @throws Failure if an administrator must do it
   */
  void apply(String realm, String administrator, String password)
      throws IOException, InterruptedException {
    var form =
        "grant_type=password&client_id=admin-cli&username=%s&password=%s"
            .formatted(URLEncoder.encode(administrator, UTF_8), URLEncoder.encode(password, UTF_8));
    var signedIn =
        post("/realms/master/protocol/openid-connect/token", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    var token = answer(signedIn).path("access_token").asText();
    answer(
        post("/admin/realms/rapport/partialImport", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(missing(realm)))
            .build());
  }

  private String missing(String realm) throws IOException {
    var whole = json.readTree(realm);
    var part = json.createObjectNode().put("ifResourceExists", "SKIP");
    for (var kind : new String[] {"roles", "clients", "users"}) {
      part.set(kind, whole.get(kind));
    }
    return json.writeValueAsString(part);
  }

  private HttpRequest.Builder post(String path, String contentType) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(TIMEOUT)
        .header("Content-Type", contentType);
  }

  private ObjectNode answer(HttpRequest request) throws IOException, InterruptedException {
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new Failure(
          """
          the realm of this installation is older than this version, and the identity provider did \
          not let it be brought up to date: %s answered %d. Sign in to it as an administrator and \
          add the clients and users that are missing (docs/operations.md, Identity provider); then \
          start again"""
              .formatted(request.uri().getPath(), response.statusCode()));
    }
    return (ObjectNode) json.readTree(response.body());
  }
}
