package io.rapport.launcher.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.installation.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Access tokens of the demo users, by their passwords. */
public final class AccessTokens {

  private static final String CLIENT = "rapport-cli";

  private final HttpClient http;
  private final String issuer;
  private final Secrets secrets;

  public AccessTokens(HttpClient http, String issuer, Secrets secrets) {
    this.http = requireNonNull(http, "http is null");
    this.issuer = requireNonNull(issuer, "issuer is null");
    this.secrets = requireNonNull(secrets, "secrets is null");
  }

  /**
   * A fresh access token of the demo user with this role.
   *
   * @throws Failure if the identity provider is not there or refuses
   */
  public String token(DemoRole role) throws InterruptedException {
    var form =
        Map.of(
            "grant_type",
            "password",
            "client_id",
            CLIENT,
            "username",
            role.text(),
            "password",
            secrets.password(role.secretName()));
    var request =
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    form.entrySet().stream()
                        .map(
                            entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                        .collect(Collectors.joining("&"))))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      var answer = new ObjectMapper().readTree(response.body());
      if (response.statusCode() != 200) {
        throw new Failure(
            "the identity provider gives no token to %s: %s"
                .formatted(
                    role.text(),
                    answer.path("error_description").asText(response.statusCode() + "")));
      }
      return answer.path("access_token").asText();
    } catch (IOException e) {
      throw new Failure(
          "the identity provider does not answer at %s; is it running? See ./rapport status"
              .formatted(issuer),
          e);
    }
  }
}
