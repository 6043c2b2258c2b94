package io.rapport.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The Graph API without anything behind it: takes every message at once.
 *
 * <p>Argument: port.
 */
final class GraphServer extends AbstractVerticle {
  private final int port;

  private GraphServer(int port) {
    this.port = port;
  }

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Vertx.vertx()
        .deployVerticle(
            () -> new GraphServer(port),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Override
  public void start(Promise<Void> started) {
    vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request.bodyHandler(
                    body ->
                        request
                            .response()
                            .putHeader("Content-Type", "application/json")
                            .end(answer())))
        .listen(port, "127.0.0.1")
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private static String answer() {
    return """
        {"messaging_product":"whatsapp","contacts":[{"input":"4915100000000","wa_id":"4915100000000"}],\
        "messages":[{"id":"wamid.BENCH%016x","message_status":"accepted"}]}"""
        .formatted(ThreadLocalRandom.current().nextLong());
  }
}
