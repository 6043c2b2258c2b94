package io.rapport.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A client of the metrics service's REST interface. */
final class Kpis implements AutoCloseable {
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI metrics;
  private final Function<String, String> tokens;

  /**
   * @param tokens gives an access token for a role
   */
  Kpis(URI metrics, Function<String, String> tokens) {
    this.metrics = metrics;
    this.tokens = tokens;
  }

  /**
   * All KPIs of an account: the whole answer.
   *
   * @param parameters by name; of those that have several values a collection
   */
  JsonNode all(String account, Map<String, ?> parameters) throws IOException, InterruptedException {
    return get("/v1/kpis", account, parameters);
  }

  /** One KPI: the whole answer. */
  JsonNode one(String id, String account, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    return get("/v1/kpis/" + id, account, parameters);
  }

  /** How much was written: the whole answer. */
  JsonNode volumes(String account, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    return get("/v1/volumes", account, parameters);
  }

  /** The catalogue: the whole answer. */
  JsonNode definitions() throws IOException, InterruptedException {
    return get("/v1/kpis/definitions");
  }

  /** How many contacts wait to be projected. */
  long pending(String account) throws IOException, InterruptedException {
    return all(account, Map.of()).get("pending").asLong();
  }

  /** Has what is derived emptied and everything projected again; {@link #rebuilt} tells when. */
  void rebuild(String account) throws IOException, InterruptedException {
    var answer =
        send(
            request("/v1/rebuild?account=" + account, "admin")
                .POST(BodyPublishers.noBody())
                .build());
    if (answer.statusCode() != 202) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
  }

  /** Whether no rebuild is under way. */
  boolean rebuilt(String account) throws IOException, InterruptedException {
    var answer = send(request("/v1/rebuild?account=" + account, "admin").GET().build());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return mapper.readTree(answer.body()).get("state").asText().equals("idle");
  }

  private JsonNode get(String path, String account, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    var all = new TreeMap<String, Object>(parameters);
    all.put("account", account);
    var query =
        all.entrySet().stream()
            .flatMap(e -> values(e.getValue()).map(value -> e.getKey() + "=" + value))
            .collect(joining("&", "?", ""));
    return get(path + query);
  }

  private static Stream<String> values(Object value) {
    var values = value instanceof Collection<?> several ? several : List.of(value);
    return values.stream().map(each -> URLEncoder.encode(each.toString(), UTF_8));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    var answer = send(request(path, "analyst").GET().build());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return mapper.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path, String role) {
    return HttpRequest.newBuilder(metrics.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + tokens.apply(role));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
  }
}
