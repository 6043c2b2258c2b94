package io.rapport.simulator.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.simulator.event.EventRenderer;
import io.rapport.simulator.world.Fact;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reports what bots, shops and surveys know, as their software does: batches of CloudEvents. A
 * batch of which anything was rejected counts as not accepted, since what it speaks of (an account,
 * a phone number) may just not be known yet. Thread-safe.
 */
public final class EventsClient implements Carrier {
  private static final int UNAUTHORIZED = 401;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI url;
  private final AccessTokens tokens;

  public EventsClient(URI url, AccessTokens tokens) {
    this.url = requireNonNull(url, "url is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public boolean carries(Fact fact) {
    return fact instanceof Fact.Reported;
  }

  @Override
  public byte[] pack(List<? extends Fact> facts) {
    return EventRenderer.render(facts);
  }

  @Override
  public Optional<String> greet(String challenge, Duration timeout) {
    return Optional.empty();
  }

  @Override
  public Optional<String> bring(byte[] body, Duration timeout)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/cloudevents-batch+json")
            .header("Authorization", "Bearer " + tokens.current())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    var response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() == UNAUTHORIZED) {
      tokens.refused();
    }
    if (response.statusCode() != 200) {
      return Optional.of("status " + response.statusCode());
    }
    var answer = json.readTree(response.body());
    return answer.path("rejected").asInt(1) == 0
        ? Optional.empty()
        : Optional.of(firstProblem(answer));
  }

  private static String firstProblem(JsonNode answer) {
    for (var item : answer.path("items")) {
      if (item.has("problem")) {
        return item.get("problem").toString();
      }
    }
    return "an answer that is none: " + answer;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
