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

/** A webhook that answers as a test wants and keeps what it acknowledged. Thread-safe. */
public final class FakeBusiness implements AutoCloseable {
  public static final String SECRET = "test_app_secret";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> received = new ArrayList<>();
  private int largest;
  private int forged;
  private volatile IntSupplier status = () -> 200;

  public FakeBusiness() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/webhooks", this::answer);
    server.setExecutor(executor);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  /** What to answer from now on. */
  public void answers(IntSupplier code) {
    status = code;
  }

  /** Acknowledged facts, one {@code <wamid>/<status or type>} each, with repetitions. */
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
