package io.rapport.ingest.exclusion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.Stored;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventStore;
import io.rapport.ingest.store.Evidence;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ExclusionResourceTest {

  @Inject EventStore store;
  @Inject AccountDirectory directory;
  @Inject Pseudonyms pseudonyms;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void aContactAndAGroup() {
    keep(
        new Identity(IdentityKind.WA_ID, "4915112345678"),
        new Identity(IdentityKind.USER_ID, "DE.123"));
    keep(Identity.ofGroup("g1"));
  }

  @Test
  void aContactIsLeftOutAndCountedAgain() {
    long work = stored.announced();
    String contactId =
        put("{\"waId\":\"+49 151 12345678\"}", "internal")
            .statusCode(200)
            .body("reason", equalTo("internal"))
            .extract()
            .path("contactId");
    assertThat(exclusion(contactId)).isEqualTo(2);
    assertThat(stored.announced()).isEqualTo(work + 1);
    put("{\"userId\":\"DE.123\"}", "test").statusCode(200).body("contactId", equalTo(contactId));
    assertThat(exclusion(contactId)).isEqualTo(1);
    put("{\"contactId\":\"%s\"}".formatted(contactId), "none").statusCode(200);
    assertThat(exclusion(contactId)).isZero();
  }

  @Test
  void anUnknownContactIsNotFound() {
    put("{\"waId\":\"49000\"}", "test").statusCode(404).contentType("application/problem+json");
    put("{\"contactId\":\"%s\"}".formatted(UUID.randomUUID()), "test").statusCode(404);
  }

  @Test
  void aGroupStaysAGroup() {
    var group =
        stored
            .values(
                "SELECT contact_id FROM rapport.contact WHERE account_id = :account AND exclusion = 3")
            .getFirst();
    put("{\"contactId\":\"%s\"}".formatted(group), "none").statusCode(409);
  }

  @Test
  void aRequestThatCannotBeUnderstoodIsRefused() {
    put("{}", "test").statusCode(400);
    put("{\"waId\":\"1\",\"userId\":\"DE.1\"}", "test").statusCode(400);
    put("{\"waId\":\"nobody\"}", "test").statusCode(400);
    put("{\"waId\":\"1\"}", "holiday").statusCode(400);
    given()
        .auth()
        .oauth2(TestTokens.of("admin", waba))
        .contentType("application/json")
        .body("{}")
        .put("/v1/contacts/exclusion")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void roleAndAccountDecideWhoMay() {
    var body = body("{\"waId\":\"4915112345678\"}", "test");
    request(TestTokens.of("viewer", waba), body).statusCode(403);
    request(TestTokens.of("admin", "another"), body).statusCode(403);
    request(TestTokens.of("integrator", waba), body).statusCode(200);
  }

  @Test
  void anAccountThatCannotExistIsOutOfScope() {
    var body = body("{\"waId\":\"1\"}", "test").replace(waba, "a\\u0000");
    request(TestTokens.of("admin", "*"), body).statusCode(403);
  }

  private ValidatableResponse put(String contact, String reason) {
    return request(TestTokens.of("admin", waba), body(contact, reason));
  }

  private String body(String contact, String reason) {
    return "{\"account\":\"%s\",\"contact\":%s,\"reason\":\"%s\"}".formatted(waba, contact, reason);
  }

  private static ValidatableResponse request(String token, String body) {
    return given()
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .body(body)
        .put("/v1/contacts/exclusion")
        .then();
  }

  private int exclusion(String contactId) {
    return (Integer)
        stored
            .values("SELECT exclusion FROM rapport.contact WHERE contact_id = '" + contactId + "'")
            .getFirst();
  }

  private void keep(Identity... identities) {
    var channel = directory.register(waba, "7", Optional.empty()).await().indefinitely();
    var id = UUID.randomUUID();
    var event =
        new MessageStatus(
            id,
            channel.channelId(),
            Instant.ofEpochSecond(1_760_000_000),
            id,
            false,
            EventKind.STATUS_SENT,
            Optional.empty(),
            false,
            OptionalInt.empty(),
            MessageLabel.NONE);
    var fact = new Entry.Fact(event, Names.of(List.of(identities), pseudonyms), new Nothing());
    store.submit(channel.accountId(), List.of(fact)).toCompletableFuture().join();
  }

  private record Nothing() implements Evidence {
    @Override
    public String field() {
      return "";
    }

    @Override
    public boolean fieldKnown() {
      return true;
    }

    @Override
    public byte[] body() {
      return new byte[0];
    }
  }
}
