package io.rapport.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file is said without what stands in it, and keeps nothing else waiting. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ImportFaultsTest {

  private static final String CUSTOMER = "4915112345678";
  private static final String HEADER = "direction,contact,time,text\n";

  private final ImportClient client = new ImportClient();
  private final Stored stored = new Stored(client.account());

  @BeforeEach
  void theNumberIsKnown() {
    client.known();
  }

  @Test
  void aFileWithoutAHeaderIsRefusedAndNothingOfItIsKept() {
    var id = client.open("csv");
    client
        .chunk(id, "in," + CUSTOMER + ",2026-10-01T10:00:00Z,Hi\n".repeat(2))
        .statusCode(400)
        .body("detail", containsString("column 1 of the header"))
        .body(not(containsString(CUSTOMER)));
    assertThat(kept()).doesNotContain(CUSTOMER);
    client.get(id).body("rows", equalTo(0)).body("bytes", equalTo(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "direction,contact\n",
        "direction,contact,time,Time\n",
        "direction,contact,time,\n",
        "direction,contact,time,colour\n",
        "\"direction,contact,time\n"
      })
  void aHeaderThatCannotBeUsedIsRefused(String header) {
    client
        .chunk(client.open("csv"), header + "in,1,1790848800\n")
        .statusCode(400)
        .body("detail", containsString("header"));
  }

  @Test
  void insightsNeedADayAndAFigure() {
    client.chunk(client.open("insights"), "Sent,Read\n1,1\n").statusCode(400);
    client
        .chunk(client.begin("insights", "other").extract().path("id"), "Day,Cost\n2026-10-01,1\n")
        .statusCode(400);
  }

  @Test
  void aMemberThatLooksLikeANumberIsNotNamed() {
    var id = client.open("ndjson");
    client
        .chunk(
            id,
            """
            {"direction":"in","contact":"%s","time":1790848800,"%s":"x"}
            {"direction":"in","contact":"%s","time":1790848800,"colour\\u0000":"x"}
            {"direction":"in","contact":"%s","time":1790848800,"colour":"x"}
            """
                .formatted(CUSTOMER, CUSTOMER, CUSTOMER, CUSTOMER))
        .statusCode(200)
        .body("rejected", equalTo(3));
    assertThat(client.errors(id)).contains("\"column\":\"colour\"").doesNotContain(CUSTOMER);
    assertThat(kept()).doesNotContain(CUSTOMER);
  }

  @Test
  void whatTheDatabaseCannotStoreIsAFault() {
    client
        .chunk(
            client.open("insights"), "Date,Sent,Template\n2026-10-01,1,a\u0000b\n2026-10-02,1,c\n")
        .statusCode(200)
        .body("accepted", equalTo(1))
        .body("rejected", equalTo(1));
  }

  @Test
  void aQuoteThatIsNotClosedLosesNoRows() {
    var id = client.open("csv");
    client
        .chunk(
            id,
            HEADER
                + "in,1,1790848800,fine\n"
                + "in,2,1790848801,\"open\n"
                + "in,3,1790848802,lost?\n")
        .statusCode(400)
        .body("detail", containsString("line 3"));
    client.get(id).body("rows", equalTo(0)).body("bytes", equalTo(0));
    assertThat(stored.count("event")).isOne();
  }

  @Test
  void aChunkThatEndsWithinALineIsRefusedUnlessItIsTheLast() {
    var id = client.open("csv");
    var part = HEADER + "in,1,1790848800,Hi, th";
    client.chunk(id, part).statusCode(400).body("detail", containsString("within a line"));
    assertThat(stored.count("event")).isOne();
    client
        .last(id, HEADER + "in,1,1790848800,\"Hi, there\"")
        .statusCode(200)
        .body("accepted", equalTo(1));
  }

  @Test
  void anEmptyFileIsFinishedWithoutAChunk() {
    client.finish(client.open("csv")).statusCode(200).body("rows", equalTo(0));
  }

  @Test
  void aHeaderAloneHasNoRows() {
    client.chunk(client.open("csv"), HEADER).statusCode(200).body("rows", equalTo(0));
  }

  @Test
  void aNameMayHaveEmoji() {
    client
        .chunk(
            client.open("csv"),
            "direction,contact,time,campaign\nout,1,1790848800,Spring \uD83C\uDF89\n")
        .statusCode(200)
        .body("accepted", equalTo(1));
  }

  @Test
  void halfACharacterIsAFault() {
    client
        .chunk(
            client.open("ndjson"),
            "{\"direction\":\"out\",\"contact\":\"1\",\"time\":1790848800,\"campaign\":\"\\ud83c\"}\n")
        .statusCode(200)
        .body("rejected", equalTo(1));
  }

  private String kept() {
    return stored
            .rows("SELECT i::text FROM rapport.import i WHERE account_id = :account")
            .toString()
        + stored.rows("SELECT e::text FROM rapport.import_error e WHERE account_id = :account");
  }
}
