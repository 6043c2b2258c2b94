package io.rapport.metrics.kpi;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of the stream of changed KPIs. */
final class EventStream implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger comments = new AtomicInteger();
  private final CompletableFuture<Void> end;

  private EventStream(HttpRequest request) {
    end =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
            .thenAcceptAsync(response -> response.body().forEach(this::read));
  }

  static EventStream of(String token, int account) {
    return new EventStream(
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:"
                        + RestAssured.port
                        + "/v1/kpis/stream?account="
                        + FactRows.waba(account)))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream")
            .build());
  }

  private void read(String line) {
    if (line.startsWith("data:")) {
      events.add(new JsonObject(line.substring(5)));
    } else if (line.startsWith(":")) {
      comments.incrementAndGet();
    }
  }

  /** All events so far. */
  List<JsonObject> events() {
    return events;
  }

  /** How often it said that it is still there. */
  int comments() {
    return comments.get();
  }

  boolean ended() {
    return end.isDone();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
