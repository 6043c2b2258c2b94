package io.rapport.ingest.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Whatever of the Graph API is no message: media, templates, numbers. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(GraphStub.class)
class PassThroughTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Inject MeterRegistry registry;

  private final String number =
      Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_000_000_000L));

  @Test
  void mediaGoesThrough() throws Exception {
    var media = new byte[3_000_000];
    ThreadLocalRandom.current().nextBytes(media);
    GraphStub.at(media(), exchange -> GraphStub.send(exchange, 200, media));
    var response =
        CLIENT.send(upload(BodyPublishers.ofByteArray(media)), BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(media);
    assertThat(GraphStub.asked(media()).getFirst().body().getBytes()).isEqualTo(media);
    GraphStub.at("/v26.0/" + number, GraphStub.json(200, "{\"url\":\"x\"}"));
    var got =
        CLIENT.send(
            HttpRequest.newBuilder(uri("/v26.0/" + number + "?fields=a%2Cb")).GET().build(),
            BodyHandlers.ofByteArray());
    assertThat(new String(got.body(), UTF_8)).isEqualTo("{\"url\":\"x\"}");
    assertThat(GraphStub.asked("/v26.0/" + number + "?").getFirst().uri())
        .endsWith("?fields=a%2Cb");
  }

  @Test
  void manyThingsGoThroughAtOnceEachOnAConnectionOfItsOwn() {
    var latch = new CountDownLatch(1);
    var media = new byte[200_000];
    ThreadLocalRandom.current().nextBytes(media);
    GraphStub.at(media(), GraphStub.after(latch, exchange -> GraphStub.send(exchange, 200, media)));
    GraphStub.at("/v26.0/" + number, GraphStub.after(latch, GraphStub.json(200, "{}")));
    var get = HttpRequest.newBuilder(uri("/v26.0/" + number + "?fields=a")).GET().build();
    var posted = upload(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(media)));
    var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
    for (int i = 0; i < 30; i++) {
      answers.add(CLIENT.sendAsync(i % 2 == 0 ? get : posted, BodyHandlers.ofByteArray()));
    }
    latch.countDown();
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    assertThat(GraphStub.asked(media()))
        .hasSize(15)
        .allSatisfy(asked -> assertThat(asked.body().getBytes()).isEqualTo(media));
    assertThat(GraphStub.asked("/v26.0/" + number + "?"))
        .hasSize(15)
        .allSatisfy(asked -> assertThat(asked.headers()).doesNotContainKey("Transfer-encoding"));
  }

  @Test
  void halfABodyIsNotPassedOnAsAWholeOne() throws IOException {
    GraphStub.at(media(), GraphStub.json(200, "{\"id\":\"1\"}"));
    try (var socket = new Socket("localhost", RestAssured.port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /graph"
                      + media()
                      + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                  .getBytes(UTF_8));
      await().until(() -> registry.get("rapport.ingest.graph.inflight").gauge().value() > 0);
    }
    await().until(() -> registry.get("rapport.ingest.graph.inflight").gauge().value() == 0);
    assertThat(GraphStub.asked(media())).isEmpty();
  }

  private String media() {
    return "/v26.0/" + number + "/media";
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + RestAssured.port + "/graph" + path);
  }

  private HttpRequest upload(BodyPublisher body) {
    return HttpRequest.newBuilder(uri(media())).POST(body).build();
  }
}
