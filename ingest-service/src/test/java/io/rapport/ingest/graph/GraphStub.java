package io.rapport.ingest.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The Graph API as a test wants it, path by path, and everything it was asked. Thread-safe. */
public final class GraphStub implements QuarkusTestResourceLifecycleManager {

  private static final Map<String, Reply> REPLIES = new ConcurrentHashMap<>();
  private static final List<Asked> ASKED = new ArrayList<>();

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  /** A request as it came. */
  record Asked(String method, String uri, Headers headers, Buffer body) {}

  /** What is answered. */
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  /** From now on this is answered at a path. */
  static void at(String path, Reply reply) {
    REPLIES.put(path, reply);
  }

  static Reply json(int status, String body) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
      exchange.getResponseHeaders().add("x-fb-trace-id", "Abc123");
      exchange.getResponseHeaders().add("X-Business-Use-Case-Usage", "{\"1\":[]}");
      send(exchange, status, body.getBytes(UTF_8));
    };
  }

  static Reply accepted(String wamid, String waId) {
    return json(
        200,
        """
        {"messaging_product":"whatsapp","contacts":[{"input":"+%s","wa_id":"%s"}],\
        "messages":[{"id":"%s","message_status":"accepted"}]}"""
            .formatted(waId, waId, wamid));
  }

  /** Goes away without a word. */
  static Reply gone() {
    return exchange -> {
      throw new IOException("gone");
    };
  }

  /** Answers once the latch is open. */
  static Reply after(CountDownLatch latch, Reply reply) {
    return exchange -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      reply.to(exchange);
    };
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** What was asked at a path, queries included. */
  static List<Asked> asked(String path) {
    synchronized (ASKED) {
      return ASKED.stream().filter(one -> one.uri().startsWith(path)).toList();
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(executor);
    server.start();
    return Map.of(
        "rapport.graph.url",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "rapport.ingest.graph.answer-timeout",
        "2s");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var body = exchange.getRequestBody().readAllBytes();
      synchronized (ASKED) {
        ASKED.add(
            new Asked(
                exchange.getRequestMethod(),
                uri.toString(),
                exchange.getRequestHeaders(),
                Buffer.buffer(body)));
      }
      REPLIES.getOrDefault(uri.getPath(), json(404, "{\"error\":{\"code\":33}}")).to(exchange);
    }
  }

  @Override
  public void stop() {
    server.stop(0);
    executor.shutdownNow();
  }
}
