package io.rapport.ingest.resolution;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.ingest.links.Accounts;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ResolutionTest {

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void account() {
    Accounts.add(waba);
  }

  @Test
  void theSameNameIsAlwaysTheSameContact() throws SQLException {
    List<String> first =
        resolve("integrator", "{\"waId\":\"4915100000001\"},{\"userId\":\"DE.1234567890\"}")
            .statusCode(200)
            .extract()
            .path("items.contactId");
    List<String> again =
        resolve(
                "marketer",
                "{\"userId\":\"DE.1234567890\"},{\"waId\":\"4915100000002\"},"
                    + "{\"waId\":\"4915100000001\"},{\"waId\":\"4915100000001\"}")
            .statusCode(200)
            .extract()
            .path("items.contactId");

    assertThat(first).doesNotHaveDuplicates();
    assertThat(again).hasSize(4).startsWith(first.get(1)).endsWith(first.get(0), first.get(0));
    assertThat(again.get(1)).isNotIn(first);
    assertThat(stored.count("contact")).isEqualTo(3);
  }

  @Test
  void whatIsNoNameIsRefused() {
    resolve("integrator", "{\"waId\":\"4915100000001\"},{\"waId\":\"not a number\"}")
        .statusCode(400)
        .body("errors[0].pointer", endsWith("/contacts/1/waId"));
    resolve("integrator", "{\"waId\":\"4915100000001\",\"userId\":\"DE.1234567890\"}")
        .statusCode(400);
    resolve("integrator", "{}").statusCode(400);
  }

  @Test
  void whoMayNotSeeContactsIsRefused() {
    resolve("viewer", "{\"waId\":\"4915100000001\"}").statusCode(403);
    resolve("analyst", "{\"waId\":\"4915100000001\"}").statusCode(403);
  }

  @Test
  void aRequestHasALimit() {
    resolve("integrator", people(1000)).statusCode(200).body("items", hasSize(1000));
    resolve("integrator", people(1001))
        .statusCode(413)
        .body("type", equalTo("https://rapport.io/problems/too-large"));
  }

  private static String people(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"waId\":\"" + (4915100000000L + i) + "\"}")
        .collect(Collectors.joining(","));
  }

  private ValidatableResponse resolve(String role, String contacts) {
    return given()
        .auth()
        .oauth2(TestTokens.of(role, waba))
        .contentType(ContentType.JSON)
        .body("{\"account\":\"" + waba + "\",\"contacts\":[" + contacts + "]}")
        .post("/v1/contacts/resolve")
        .then();
  }
}
