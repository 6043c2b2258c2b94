package io.rapport.ingest.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.EventKind;
import io.rapport.ingest.Stored;
import io.rapport.ingest.whatsapp.Payloads;
import io.rapport.ingest.whatsapp.Sender;
import io.rapport.testing.PostgresTestResource;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events in a file are held to the same as those that are reported, tried or kept. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ImportedEventsTest {

  private final ImportClient client = new ImportClient();
  private final Stored stored = new Stored(client.account());

  @BeforeEach
  void theNumberIsKnown() {
    client.known();
  }

  @Test
  void whatIsRejectedIsImportedOnceItsCauseIsMended() {
    var number =
        Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_000_000_000L));
    var options = Map.of("phoneNumberId", number);
    var file =
        """
        {"direction":"in","contact":"4915155","time":"2026-10-01T10:00:00Z"}
        """;
    String id = client.begin("ndjson", "file", options).statusCode(201).extract().path("id");
    client.chunk(id, file).body("rejected", equalTo(1));
    client.finish(id).body("state", equalTo("finished"));
    assertThat(client.errors(id)).contains("is no known number");

    var first = Payloads.text("4915166", "first-" + number, 1_760_000_000);
    assertThat(
            Sender.send(Payloads.body(client.account(), number, Payloads.messages(first)))
                .statusCode())
        .isEqualTo(200);
    String again = client.begin("ndjson", "file", options).statusCode(201).extract().path("id");
    assertThat(again).isNotEqualTo(id);
    // Whoever still has the old one in hand cannot close the new one.
    client.finish(id).body("state", equalTo("cancelled"));
    client.get(again).body("state", equalTo("open")).body("rejected", equalTo(0));
    client.chunk(again, file).body("accepted", equalTo(1)).body("rejected", equalTo(0));
    client.finish(again);
    client
        .begin("ndjson", "file", options)
        .statusCode(200)
        .body("state", equalTo("finished"))
        .body("accepted", equalTo(1));
  }

  @Test
  void aDryRunRejectsWhatTheRunWould() {
    var number = event("a", data().put("phoneNumberId", "404"));
    var stranger =
        event(
            "b",
            data().put("contact", new JsonObject().put("contactId", UUID.randomUUID().toString())));
    var fine = event("c", data());
    var file = number + stranger + fine;
    for (boolean dry : new boolean[] {true, false}) {
      String id = client.begin("ndjson", "dry-" + dry, dry).statusCode(201).extract().path("id");
      client.chunk(id, file).body("accepted", equalTo(1)).body("rejected", equalTo(2));
      assertThat(client.errors(id)).contains("/data/phoneNumberId", "/data/contact/contactId");
      assertThat(stored.count("event", "kind = " + EventKind.CONVERSION.code()))
          .isEqualTo(dry ? 0 : 1);
    }
  }

  @Test
  void anEventOfAnotherAccountIsRejectedHoweverItIsWritten() {
    var other = data().put("account", "another");
    var plain = event("a", other);
    var encoded =
        new JsonObject(event("b", other))
            .put("data_base64", Base64.getEncoder().encodeToString(other.encode().getBytes(UTF_8)));
    encoded.remove("data");
    var id = client.open("ndjson");
    client.chunk(id, plain + encoded.encode() + "\n").body("rejected", equalTo(2));
    assertThat(client.errors(id)).contains("is not the import's account");
  }

  private JsonObject data() {
    return new JsonObject()
        .put("account", client.account())
        .put("contact", new JsonObject().put("waId", "4915199"))
        .put("order", "o-1")
        .put("name", "purchase");
  }

  private static String event(String id, JsonObject data) {
    return new JsonObject()
            .put("specversion", "1.0")
            .put("type", "io.rapport.conversion")
            .put("source", "shop")
            .put("id", id)
            .put("time", "2026-10-01T10:00:00Z")
            .put("data", data)
            .encode()
        + "\n";
  }
}
