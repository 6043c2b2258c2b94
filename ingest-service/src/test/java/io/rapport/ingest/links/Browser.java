package io.rapport.ingest.links;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Follows links of the service under test, one step. */
final class Browser {

  static final String PHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private Browser() {}

  /** What a phone is answered. */
  static HttpResponse<String> open(String path) {
    return open(path, "User-Agent", PHONE);
  }

  /**
   * What somebody is answered.
   *
   * @param headers names and values in turn
   */
  static HttpResponse<String> open(String path, String... headers) {
    return send(HttpRequest.newBuilder(uri(path)).headers(headers).build());
  }

  static HttpResponse<String> head(String path) {
    return send(HttpRequest.newBuilder(uri(path)).header("User-Agent", PHONE).HEAD().build());
  }

  static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + RestAssured.port + path);
  }

  private static HttpResponse<String> send(HttpRequest request) {
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
