package io.rapport.simulator.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.simulator.SimulatorConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Sends as any client of the Graph API does, to whatever address it was given. Thread-safe. */
@Singleton
final class GraphClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json;
  private final URI graph;
  private final String token;

  GraphClient(SimulatorConfig config, ObjectMapper json) {
    this.json = json;
    this.graph = config.graphUrl();
    this.token = config.accessToken().orElse("simulated");
  }

  /**
   * An answer.
   *
   * @param body empty if it was no JSON
   */
  record Answer(int status, JsonNode body) {}

  /**
   * @throws UncheckedIOException if nobody answers
   */
  Answer send(String phoneNumberId, byte[] message, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(graph + "/v26.0/" + phoneNumberId + "/messages"))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(message));
    headers.forEach(request::header);
    try {
      return answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException("the Graph API does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending", e);
    }
  }

  private Answer answer(HttpResponse<byte[]> response) {
    try {
      return new Answer(response.statusCode(), json.readTree(response.body()));
    } catch (IOException noJson) {
      return new Answer(response.statusCode(), json.createObjectNode());
    }
  }
}
