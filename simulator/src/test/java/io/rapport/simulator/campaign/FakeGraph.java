package io.rapport.simulator.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes every message, or refuses every third, and keeps what it was sent. Thread-safe. */
public final class FakeGraph implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Sent> sent = new ArrayList<>();
  private boolean refusing;

  /** A message as it came. */
  record Sent(String path, Optional<String> campaign, Optional<String> variant, JsonNode body) {}

  public FakeGraph() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/graph", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/graph");
  }

  /** Forgets what came; every third message is refused from now on, or none. */
  synchronized void begin(boolean refuse) {
    sent.clear();
    refusing = refuse;
  }

  synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      sent.add(
          new Sent(
              exchange.getRequestURI().getPath(),
              Optional.ofNullable(headers.getFirst("X-Rapport-Campaign")),
              Optional.ofNullable(headers.getFirst("X-Rapport-Variant")),
              JSON.readTree(exchange.getRequestBody())));
      boolean refused = refusing && sent.size() % 3 == 0;
      var body =
          (refused
                  ? "{\"error\":{\"code\":131050}}"
                  : "{\"messages\":[{\"id\":\"wamid.%d\"}]}".formatted(sent.size()))
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
