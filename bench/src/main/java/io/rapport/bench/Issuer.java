package io.rapport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** An identity provider with one key, so that a service under measurement checks real tokens. */
final class Issuer implements AutoCloseable {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer server;
  private final KeyPair keys;
  private final String url;

  private Issuer(HttpServer server, KeyPair keys, String url) {
    this.server = server;
    this.keys = keys;
    this.url = url;
  }

  static Issuer start(int port) throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    var issuer =
        new Issuer(
            server, generator.generateKeyPair(), "http://127.0.0.1:" + port + "/realms/rapport");
    issuer.serve("/realms/rapport/protocol/openid-connect/certs", issuer.keySet());
    server.start();
    return issuer;
  }

  String url() {
    return url;
  }

  /** Good for a day. */
  String token(String role, String account) throws GeneralSecurityException {
    var claims =
        """
        {"iss":"%s","aud":"rapport","sub":"bench","exp":%d,"realm_access":{"roles":["%s"]},
         "accounts":["%s"]}"""
            .formatted(url, Instant.now().plus(Duration.ofDays(1)).getEpochSecond(), role, account);
    var signed =
        encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}") + "." + encoded(claims);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + BASE64.encodeToString(signature.sign());
  }

  private String keySet() {
    var key = (RSAPublicKey) keys.getPublic();
    return """
    {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"bench","n":"%s","e":"%s"}]}"""
        .formatted(encoded(key.getModulus()), encoded(key.getPublicExponent()));
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }

  /** Without the byte that only says it is positive. */
  private static String encoded(BigInteger number) {
    var bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private void serve(String path, String json) {
    server.createContext(
        path,
        exchange -> {
          var body = json.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
