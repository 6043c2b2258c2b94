package io.rapport.ingest.links;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links as people edit them. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class LinksResourceTest {

  private final String waba = "waba-" + UUID.randomUUID();
  private final String other = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void twoAccounts() {
    Accounts.add(waba);
    Accounts.add(other);
  }

  @Test
  void aLinkIsMadeWithAnAddressOfItsOwnAndTheUsualTags() {
    var made =
        post(link("\"campaign\":\"spring\",\"variant\":\"B\""))
            .statusCode(201)
            .header("ETag", "\"0\"")
            .body("account", equalTo(waba))
            .body("utm.source", equalTo("whatsapp"))
            .body("utm.medium", equalTo("messaging"))
            .body("utm.campaign", equalTo("spring"))
            .body("utm.content", equalTo("B"))
            .body("enabled", equalTo(true))
            .body("createdBy", equalTo("marketer"))
            .body("archivedAt", nullValue())
            .extract();
    String code = made.path("code");
    assertThat(code).matches("[0-9A-Za-z]{9,14}");
    assertThat(made.header("Location")).endsWith("/v1/links/" + code);
    assertThat(made.<String>path("url")).isEqualTo("http://localhost:8081/l/" + code);
    as("viewer").get("/v1/links/" + code).then().statusCode(200).body("code", equalTo(code));
    assertThat(stored.count("link")).isOne();
  }

  @Test
  void aChangeNeedsTheVersionOneHasSeen() {
    String code = post(link("")).extract().path("code");
    put(code, null, link("\"enabled\":false")).statusCode(428);
    put(code, "\"0\"", link("\"enabled\":false"))
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("enabled", equalTo(false));
    put(code, "\"0\"", link("\"enabled\":true")).statusCode(412);
    put(code, "*", link("\"enabled\":true")).statusCode(200).header("ETag", "\"2\"");
  }

  @Test
  void anArchivedLinkLeavesTheListAndCannotBeChanged() {
    String kept = post(link("")).extract().path("code");
    String archived = post(link("")).extract().path("code");
    archive(archived, "\"7\"").statusCode(412);
    archive(archived, "\"0\"").statusCode(200).body("archivedAt", not(nullValue()));
    put(archived, "*", link("")).statusCode(409);
    list("").body("items.code", equalTo(List.of(kept)));
    list("&archived=true").body("items.code", equalTo(List.of(archived)));
  }

  @Test
  void pagesFollowEachOtherTheNewestFirst() {
    String first = post(link("")).extract().path("code");
    String second = post(link("")).extract().path("code");
    String third = post(link("")).extract().path("code");
    String next =
        list("&limit=2").body("items.code", equalTo(List.of(third, second))).extract().path("next");
    list("&limit=2&cursor=" + next)
        .body("items.code", equalTo(List.of(first)))
        .body("next", nullValue());
    as("viewer").get("/v1/links?account=" + waba + "&cursor=nonsense").then().statusCode(400);
  }

  @Test
  void aRequestRepeatedUnderItsKeyMakesOneLink() {
    var key = UUID.randomUUID().toString();
    String code = post(key, link("")).statusCode(201).extract().path("code");
    post(key, link("")).statusCode(201).body("code", equalTo(code));
    post(key, link("\"enabled\":false"))
        .statusCode(422)
        .body("type", equalTo("https://rapport.io/problems/idempotency-key-reused"));
    assertThat(stored.count("link")).isOne();
  }

  @Test
  void aRequestUnderAKeyThatIsBeingWorkedOnHasToWait() {
    var key = UUID.randomUUID().toString();
    post(key, link("")).statusCode(201);
    stored.execute("UPDATE rapport.request_key SET answer = NULL WHERE account_id = :account");
    post(key, link("")).statusCode(409);
    stored.execute(
        "UPDATE rapport.request_key SET claimed_at = claimed_at - interval '2 minutes'"
            + " WHERE account_id = :account");
    post(key, link("")).statusCode(201);
  }

  @Test
  void rolesDecideWhoReadsAndWhoWrites() {
    String code = post(link("")).extract().path("code");
    for (var role : List.of("viewer", "analyst")) {
      as(role).get("/v1/links/" + code).then().statusCode(200);
      as(role).get("/v1/links?account=" + waba).then().statusCode(200);
      as(role).body(link("")).post("/v1/links").then().statusCode(403);
      as(role)
          .header("If-Match", "*")
          .body(link(""))
          .put("/v1/links/" + code)
          .then()
          .statusCode(403);
      as(role)
          .header("If-Match", "*")
          .post("/v1/links/" + code + "/archive")
          .then()
          .statusCode(403);
    }
    as("admin").body(link("")).post("/v1/links").then().statusCode(201);
    as("privacy").get("/v1/links/" + code).then().statusCode(403);
    given().get("/v1/links/" + code).then().statusCode(401);
  }

  @Test
  void anotherAccountsLinksAreNobodysBusiness() {
    String code = post(link("")).extract().path("code");
    var stranger = TestTokens.of("admin", other);
    given().auth().oauth2(stranger).get("/v1/links/" + code).then().statusCode(403);
    given().auth().oauth2(stranger).get("/v1/links?account=" + waba).then().statusCode(403);
    given()
        .auth()
        .oauth2(stranger)
        .contentType("application/json")
        .header("If-Match", "*")
        .body(link(""))
        .put("/v1/links/" + code)
        .then()
        .statusCode(403);
    assertThat(new Stored(other).count("link")).isZero();
  }

  @Test
  void rowSecurityHidesWhatATransactionIsNotAbout() throws Exception {
    post(link("")).statusCode(201);
    assertThat(Accounts.seenBy(other, "link")).isZero();
    assertThat(Accounts.seenBy(waba, "link")).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "ftp://shop.example/",
        "//shop.example/",
        "https://ada:secret@shop.example/",
        "https:///nowhere",
        "https://shop.example/\\r\\nSet-Cookie: a=b",
        "https://shop.example/ a",
        "data:text/html,hello"
      })
  void anAddressNobodyShouldBeSentToIsRefused(String target) {
    as("marketer")
        .body("{\"account\":\"%s\",\"name\":\"n\",\"target\":\"%s\"}".formatted(waba, target))
        .post("/v1/links")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/target"));
  }

  @Test
  void aLinkLeadsToOnePlace() {
    as("marketer")
        .body("{\"account\":\"%s\",\"name\":\"n\"}".formatted(waba))
        .post("/v1/links")
        .then()
        .statusCode(400);
    as("marketer")
        .body(
            """
            {"account":"%s","name":"n","target":"https://shop.example/",
             "whatsapp":{"phoneNumber":"4915112345678"}}"""
                .formatted(waba))
        .post("/v1/links")
        .then()
        .statusCode(400);
  }

  @Test
  void aLinkIsPrintedAsVectorsOrPixels() {
    String code = post(link("")).extract().path("code");
    var svg =
        as("viewer")
            .get("/v1/links/" + code + "/qr")
            .then()
            .statusCode(200)
            .contentType("image/svg+xml")
            .extract()
            .asString();
    assertThat(svg).startsWith("<svg ").contains("width=\"512\"");
    var png =
        as("viewer")
            .get("/v1/links/" + code + "/qr?format=png&size=200")
            .then()
            .statusCode(200)
            .contentType("image/png")
            .extract()
            .asByteArray();
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    as("viewer").get("/v1/links/" + code + "/qr?format=gif").then().statusCode(400);
    as("viewer").get("/v1/links/" + code + "/qr?size=1").then().statusCode(400);
    as("integrator").get("/v1/links/" + code + "/qr").then().statusCode(403);
  }

  @Test
  void whatIsNoCodeNamesNoLink() {
    as("viewer").get("/v1/links/nothing").then().statusCode(404);
    as("viewer").get("/v1/links/1aaaaaaa!").then().statusCode(404);
  }

  private String link(String more) {
    return """
    {"account":"%s","name":"A link","target":"https://shop.example/sale"%s}"""
        .formatted(waba, more.isEmpty() ? "" : "," + more);
  }

  private ValidatableResponse list(String query) {
    return as("viewer").get("/v1/links?account=" + waba + query).then().statusCode(200);
  }

  private ValidatableResponse post(String body) {
    return as("marketer").body(body).post("/v1/links").then();
  }

  private ValidatableResponse post(String key, String body) {
    return as("marketer").header("Idempotency-Key", key).body(body).post("/v1/links").then();
  }

  private ValidatableResponse put(String code, String ifMatch, String body) {
    var request = as("marketer").body(body);
    return (ifMatch == null ? request : request.header("If-Match", ifMatch))
        .put("/v1/links/" + code)
        .then();
  }

  private ValidatableResponse archive(String code, String ifMatch) {
    return as("marketer").header("If-Match", ifMatch).post("/v1/links/" + code + "/archive").then();
  }

  private RequestSpecification as(String role) {
    return given().auth().oauth2(TestTokens.of(role, waba)).contentType("application/json");
  }
}
