package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ceiling: the cheapest server that may still call itself a webhook receiver. It checks the
 * signature of the raw body and answers 200; it reads and keeps nothing.
 *
 * <p>Arguments: port, secret.
 */
final class SignatureOnlyServer extends AbstractVerticle {
  private static final String PREFIX = "sha256=";

  private final int port;
  private final Mac mac;

  private SignatureOnlyServer(int port, String secret) {
    this.port = port;
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(US_ASCII), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    // As many event loops as Vert.x, and with it Quarkus, has by default.
    int loops = 2 * Runtime.getRuntime().availableProcessors();
    Vertx.vertx()
        .deployVerticle(
            () -> new SignatureOnlyServer(port, arguments[1]),
            new DeploymentOptions().setInstances(loops))
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
                    body -> request.response().setStatusCode(answer(request, body)).end()))
        .listen(port, "127.0.0.1")
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private int answer(HttpServerRequest request, Buffer body) {
    if (request.path().equals("/q/health/ready")) {
      return 200;
    }
    var header = request.getHeader("X-Hub-Signature-256");
    if (header == null || !header.startsWith(PREFIX)) {
      return 401;
    }
    var signature = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
    return MessageDigest.isEqual(signature, mac.doFinal(body.getBytes())) ? 200 : 401;
  }
}
