package io.rapport.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * An identity provider reduced to what a resource server asks of it: an issuer URL under which the
 * signing key is published, at the path Keycloak uses. One per JVM, on a free port of the loopback
 * interface.
 */
final class TestIssuer {

  private static final String KEY_ID = "test";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private static TestIssuer shared;

  private final KeyPair key;
  private final String url;

  private TestIssuer(KeyPair key, String url) {
    this.key = key;
    this.url = url;
  }

  static synchronized TestIssuer shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  String url() {
    return url;
  }

  /** A compact JWS (RFC 7515) over the claims, signed with RS256 and the published key. */
  String sign(String claims) {
    return sign(claims, key);
  }

  /** The same signed with a key nobody published, under the published key's id. */
  String forge(String claims) {
    return sign(claims, newKey());
  }

  private static TestIssuer start() {
    try {
      var key = newKey();
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] keys = jwks((RSAPublicKey) key.getPublic()).getBytes(UTF_8);
      server.createContext(
          "/protocol/openid-connect/certs",
          exchange -> {
            try (exchange) {
              exchange.getResponseHeaders().add("Content-Type", "application/json");
              exchange.sendResponseHeaders(200, keys.length);
              exchange.getResponseBody().write(keys);
            }
          });
      server.start();
      return new TestIssuer(key, "http://127.0.0.1:" + server.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException("the test issuer did not start", e);
    }
  }

  private static KeyPair newKey() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no RSA", e);
    }
  }

  private static String sign(String claims, KeyPair key) {
    var header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}";
    var content = encode(header.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return content + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a token could not be signed", e);
    }
  }

  private static String jwks(RSAPublicKey key) {
    return """
    {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}"""
        .formatted(
            KEY_ID, encode(unsigned(key.getModulus())), encode(unsigned(key.getPublicExponent())));
  }

  private static byte[] unsigned(BigInteger value) {
    var bytes = value.toByteArray();
    return bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String encode(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }
}
