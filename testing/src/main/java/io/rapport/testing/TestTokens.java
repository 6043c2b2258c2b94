package io.rapport.testing;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Access tokens as the identity provider issues them, so that a test says who it is in one line and
 * signature, issuer, audience, roles and accounts are really checked:
 *
 * <pre>{@code given().auth().oauth2(TestTokens.of("viewer", "111"))}</pre>
 *
 * <p>Needs {@link PostgresTestResource}, which tells the service whom to believe.
 */
public final class TestTokens {

  private static final String AUDIENCE = "rapport";

  private TestTokens() {}

  /**
   * A valid token.
   *
   * @param role the caller's only role
   * @param accounts the WABA ids the caller may see; {@code *} stands for all
   */
  public static String of(String role, String... accounts) {
    return token().role(role).accounts(accounts).signed();
  }

  /** A valid token without role and account, to be changed. */
  public static Token token() {
    return new Token(
        List.of(), List.of(), issuer(), AUDIENCE, Instant.now().plus(Duration.ofHours(1)));
  }

  /** The URL of who issues these tokens. */
  public static String issuer() {
    return TestIssuer.shared().url();
  }

  /** What a token says. */
  public record Token(
      List<String> roles,
      List<String> accounts,
      String issuer,
      String audience,
      Instant expiresAt) {

    public Token {
      roles = List.copyOf(roles);
      accounts = List.copyOf(accounts);
      requireNonNull(issuer, "issuer is null");
      requireNonNull(audience, "audience is null");
      requireNonNull(expiresAt, "expiresAt is null");
    }

    /** With this role and no other. */
    public Token role(String role) {
      return new Token(List.of(role), accounts, issuer, audience, expiresAt);
    }

    /** For these WABA ids and no others. */
    public Token accounts(String... wabaIds) {
      return new Token(roles, List.of(wabaIds), issuer, audience, expiresAt);
    }

    /** From somebody else, signed with the right key all the same. */
    public Token issuer(String issuer) {
      return new Token(roles, accounts, issuer, audience, expiresAt);
    }

    /** For another application. */
    public Token audience(String audience) {
      return new Token(roles, accounts, issuer, audience, expiresAt);
    }

    /** Valid until then. */
    public Token expiresAt(Instant expiresAt) {
      return new Token(roles, accounts, issuer, audience, expiresAt);
    }

    /** The token, signed by the issuer. */
    public String signed() {
      return TestIssuer.shared().sign(claims());
    }

    /** The token, signed by somebody else. */
    public String forged() {
      return TestIssuer.shared().forge(claims());
    }

    private String claims() {
      return new JsonObject()
          .put("iss", issuer)
          .put("aud", audience)
          .put("sub", UUID.randomUUID().toString())
          .put("preferred_username", roles.isEmpty() ? "nobody" : roles.getFirst())
          .put("iat", expiresAt.minus(Duration.ofHours(2)).getEpochSecond())
          .put("exp", expiresAt.getEpochSecond())
          .put("realm_access", new JsonObject().put("roles", new JsonArray(roles)))
          .put("accounts", new JsonArray(accounts))
          .encode();
    }
  }
}
