package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Delivers webhooks to the service under test as Meta does. */
public final class Sender {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Sender() {}

  /** Delivers a signed body. */
  public static HttpResponse<String> send(String body) {
    return send(body.getBytes(UTF_8), signature(Payloads.SECRET, body));
  }

  /** Delivers a signed body without waiting. */
  public static CompletableFuture<HttpResponse<String>> sendAsync(String body) {
    return sendAsync(body.getBytes(UTF_8));
  }

  /** Delivers signed bytes without waiting. */
  public static CompletableFuture<HttpResponse<String>> sendAsync(byte[] body) {
    return CLIENT.sendAsync(
        request(BodyPublishers.ofByteArray(body))
            .header("X-Hub-Signature-256", signature(Payloads.SECRET, body))
            .build(),
        BodyHandlers.ofString());
  }

  public static HttpResponse<String> send(byte[] body, String signature) {
    return send(BodyPublishers.ofByteArray(body), signature);
  }

  public static HttpResponse<String> send(BodyPublisher body, String signature) {
    return execute(request(body).header("X-Hub-Signature-256", signature).build());
  }

  public static HttpResponse<String> sendUnsigned(String body) {
    return execute(request(BodyPublishers.ofString(body)).build());
  }

  public static HttpResponse<String> get(String query) {
    return execute(HttpRequest.newBuilder(uri("?" + query)).build());
  }

  public static String signature(String secret, String body) {
    return signature(secret, body.getBytes(UTF_8));
  }

  private static String signature(String secret, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder request(BodyPublisher body) {
    return HttpRequest.newBuilder(uri("")).header("Content-Type", "application/json").POST(body);
  }

  private static URI uri(String suffix) {
    return URI.create("http://localhost:" + RestAssured.port + "/webhooks/whatsapp" + suffix);
  }

  private static HttpResponse<String> execute(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
