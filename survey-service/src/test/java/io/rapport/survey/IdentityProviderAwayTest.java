package io.rapport.survey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service starts before the identity provider does, and says whose fault it is until then. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@TestProfile(IdentityProviderAwayTest.NobodyThere.class)
class IdentityProviderAwayTest {

  public static final class NobodyThere implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.oidc.auth-server-url", "http://127.0.0.1:1/realms/rapport");
    }
  }

  @Test
  void aTokenThatCannotBeCheckedIsNobodysFault() {
    given()
        .auth()
        .oauth2(TestTokens.of("viewer", "*"))
        .get("/v1/accounts")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", notNullValue())
        .body("type", equalTo("https://rapport.io/problems/identity-provider-unavailable"));
  }

  @Test
  void withoutATokenTheAnswerIsStill401() {
    given().get("/v1/accounts").then().statusCode(401);
  }
}
