package io.rapport.simulator.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rapport.simulator.webhook.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

/**
 * A webhook and a place to report events to, which answer as a test wants and keep what they
 * acknowledged; and the identity provider of both. Thread-safe.
 */
public final class FakeBusiness implements AutoCloseable {
  public static final String SECRET = "test_app_secret";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> received = new ArrayList<>();
  private final List<JsonNode> events = new ArrayList<>();
  private int largest;
  private int forged;
  private int tokens;
  private int rejections;
  private volatile IntSupplier status = () -> 200;

  public FakeBusiness() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/webhooks", this::answer);
    server.createContext("/events", this::answerEvents);
    server.createContext("/token", this::answerToken);
    server.setExecutor(executor);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  public URI eventsUrl() {
    return url().resolve("/events");
  }

  public URI tokenUrl() {
    return url().resolve("/token");
  }

  /** The next so many batches of events have their last event rejected. */
  public synchronized void rejects(int batches) {
    rejections = batches;
  }

  /** Acknowledged events, with repetitions. */
  public synchronized List<JsonNode> events() {
    return List.copyOf(events);
  }

  /** From now on the tokens that were given out are worth nothing. */
  public synchronized void revokes() {
    tokens++;
  }

  /** What to answer from now on. */
  public void answers(IntSupplier code) {
    status = code;
  }

  /**
   * Acknowledged facts, one {@code <wamid>/<status or type>} or {@code <source>/<id>} each, with
   * repetitions.
   */
  public synchronized List<String> received() {
    return List.copyOf(received);
  }

  /** The most facts that came in one webhook. */
  public synchronized int largest() {
    return largest;
  }

  /** How many webhooks had a wrong signature. */
  public synchronized int forged() {
    return forged;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        var query = exchange.getRequestURI().getQuery();
        var challenge = query.replaceAll(".*hub.challenge=([^&]*).*", "$1");
        send(exchange, query.contains("hub.verify_token=right") ? 200 : 403, challenge);
        return;
      }
      var body = exchange.getRequestBody().readAllBytes();
      int code = status.getAsInt();
      if (code == 200) {
        keep(exchange.getRequestHeaders().getFirst(Signature.HEADER), body);
      }
      send(exchange, code, "");
    }
  }

  private void answerToken(HttpExchange exchange) throws IOException {
    try (exchange) {
      var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      boolean asked = form.contains("grant_type=client_credentials");
      send(
          exchange,
          asked ? 200 : 400,
          "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
              .formatted(token()));
    }
  }

  private synchronized String token() {
    return "token-" + tokens;
  }

  private void answerEvents(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var headers = exchange.getRequestHeaders();
      if (!("Bearer " + token()).equals(headers.getFirst("Authorization"))) {
        send(exchange, 401, "");
      } else if (!"application/cloudevents-batch+json".equals(headers.getFirst("Content-Type"))) {
        send(exchange, 415, "");
      } else {
        int code = status.getAsInt();
        send(exchange, code, code == 200 ? keepEvents(body) : "");
      }
    }
  }

  private synchronized String keepEvents(byte[] body) throws IOException {
    var batch = MAPPER.readTree(body);
    int rejected = rejections > 0 ? 1 : 0;
    rejections -= rejected;
    for (int i = 0; i < batch.size() - rejected; i++) {
      events.add(batch.get(i));
      received.add(batch.get(i).get("source").asText() + "/" + batch.get(i).get("id").asText());
    }
    largest = Math.max(largest, batch.size());
    return "{\"accepted\":%d,\"duplicates\":0,\"rejected\":%d,\"items\":[]}"
        .formatted(batch.size() - rejected, rejected);
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private synchronized void keep(String signature, byte[] body) throws IOException {
    if (!Signature.sign(SECRET, body).equals(signature)) {
      forged++;
    }
    int count = 0;
    for (var value : MAPPER.readTree(body).findValues("value")) {
      for (var array : List.of(value.path("messages"), value.path("statuses"))) {
        for (var item : array) {
          received.add(name(item));
          count++;
        }
      }
    }
    largest = Math.max(largest, count);
  }

  private static String name(JsonNode item) {
    return item.path("id").asText()
        + "/"
        + item.path("status").asText("message")
        + item.path("recipient_participant_id").asText()
        + item.path("recipient_participant_user_id").asText();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
