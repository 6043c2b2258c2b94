package io.rapport.ingest.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
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

  @Test
  void aLineThatIsNotUtf8IsAFaultAndItsNeighboursAreNot() {
    var rows = HEADER + "in,1,1790848800,fine\nin,2,1790848801,für\nin,3,1790848802,fine\n";
    client
        .chunk(client.open("csv"), rows.getBytes(ISO_8859_1))
        .statusCode(200)
        .body("accepted", equalTo(2))
        .body("rejected", equalTo(1));
  }

  @Test
  void anotherUnicodeIsRefused() {
    client
        .chunk(client.open("csv"), (HEADER + "in,1,1790848800,fine\n").getBytes(UTF_16))
        .statusCode(400)
        .body("detail", containsString("UTF-16"));
  }

  @Test
  void aHeaderWithControlCharactersIsRefused() {
    client
        .chunk(client.open("insights"), "Date,Sent,x\u0000\n2026-10-01,1,2\n")
        .statusCode(400)
        .body("detail", containsString("header"));
  }

  @Test
  void aDeliveryInTheFutureIsAFault() {
    var id = client.open("csv");
    client
        .chunk(
            id,
            "direction,contact,time,deliveredAt\nout,1,2026-10-01T10:00:00Z,2099-05-01T00:00:00Z\n")
        .body("rejected", equalTo(1));
    assertThat(client.errors(id)).contains("deliveredAt");
  }

  @Test
  void whatHasArrivedWasSentAndIsNoGap() {
    client
        .chunk(
            client.open("csv"),
            "direction,contact,time,deliveredAt\nout,1,2026-10-01T10:00:00Z,2026-10-01T10:00:02Z\n")
        .body("accepted", equalTo(1));
    assertThat(stored.count("event", "kind = 11 AND occurred_at = '2026-10-01T10:00:00Z'")).isOne();
  }

  @Test
  void theFutureIsAFault() {
    var id = client.open("csv");
    client.chunk(id, HEADER + "in,1,2100-01-01T00:00:00Z,Hi\n").body("rejected", equalTo(1));
    assertThat(client.errors(id)).contains("lies in the future");
  }

  @Test
  void aSecondFileAddsWhatNobodyHasToldOfAMessage() {
    var columns = "direction,contact,time,wamid,deliveredAt,readAt\n";
    var message = "out,1,2026-10-01T10:00:00Z,wamid.known,";
    client
        .chunk(client.open("csv"), columns + message + "2026-10-01T10:00:02Z,\n")
        .body("accepted", equalTo(1));
    // The message and its delivery, which another clock has seen, are known.
    var later = columns + message + "2026-10-01T10:00:03Z,2026-10-01T10:05:00Z\n";
    client.chunk(begun("second"), later).body("accepted", equalTo(1));
    assertThat(
            stored.rows(
                """
                SELECT kind FROM rapport.event
                WHERE account_id = :account AND kind IN (8, 12, 13)"""))
        .hasSize(3);
    client.chunk(begun("third"), later).body("accepted", equalTo(0)).body("duplicates", equalTo(1));
  }

  @Test
  void insightsAreAddedUpWithinADay() {
    var file = "Date,Country,Sent\n2026-10-01,DE,3\n2026-10-01,AT,4\n2026-10-02,DE,1\n";
    client.last(client.open("insights"), file).statusCode(200).body("accepted", equalTo(3));
    client.last(begun("insights", "again"), file + "\n").statusCode(200);
    assertThat(
            stored
                .rows(
                    "SELECT sent FROM rapport.insight_day WHERE account_id = :account ORDER BY day")
                .toString())
        .contains("7")
        .doesNotContain("14");
  }

  private String begun(String key) {
    return begun("csv", key);
  }

  private String begun(String format, String key) {
    return client.begin(format, key).extract().path("id");
  }

  private String kept() {
    return stored
            .rows("SELECT i::text FROM rapport.import i WHERE account_id = :account")
            .toString()
        + stored.rows("SELECT e::text FROM rapport.import_error e WHERE account_id = :account");
  }
}
