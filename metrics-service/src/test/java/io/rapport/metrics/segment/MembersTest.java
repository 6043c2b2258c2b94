package io.rapport.metrics.segment;

import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.rapport.metrics.segment.SegmentRows.as;
import static io.rapport.metrics.segment.SegmentRows.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import io.rapport.common.records.RecordId;
import io.rapport.metrics.projection.Ledger;
import io.rapport.metrics.projection.Workshop;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From facts over projections to who is in a segment. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class MembersTest {

  private static Ledger ledger;
  private static final Map<String, UUID> PEOPLE = new LinkedHashMap<>();

  @Inject Pool pool;
  @Inject SegmentRefresh refresh;

  /** Hours before now, as stories tell time. */
  private static String ago(int days) {
    var now = Duration.between(Story.BEGIN, Instant.now());
    return now.minusDays(days).toHours() + "H";
  }

  private static MessageLabel campaign(String name, String language) {
    return new MessageLabel(
        Optional.of(Origin.CAMPAIGN),
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.of(language),
        Optional.empty(),
        Optional.empty());
  }

  @BeforeEach
  void people() {
    if (ledger == null) {
      ledger = new Ledger();
      ledger.execute(
          "INSERT INTO rapport.channel (account_id, channel_id, phone_number_id, created_at)"
              + " SELECT %d, n, 'phone-' || n, now() FROM generate_series(1, 2) AS n"
                  .formatted(ledger.accountId()));
      person(
          "ann",
          new Story()
              .tagged(ago(20), "vip", "")
              .writes("a1", ago(200))
              .status("a2", ago(5), EventKind.STATUS_SENT, campaign("spring", "de"))
              .read("a2", ago(4))
              .status("a3", ago(3), EventKind.STATUS_SENT, campaign("summer", "en"))
              .delivered("a3", ago(3)));
      person(
          "ben",
          new Story().tagged(ago(9), "vip", "").tagged(ago(8), "", "vip").writes("b1", ago(2)));
      person(
          "cleo",
          new Story()
              .status("c1", ago(120), EventKind.STATUS_SENT, campaign("spring", "de"))
              .read("c1", ago(119))
              .buys("order", ago(119)));
      person(
          "dora",
          new Story()
              .onChannel(2)
              .writes("d1", ago(100))
              .writes("d2", ago(50))
              .writes("d3", ago(10))
              .buys("given back", ago(9))
              .refunds("given back", ago(8), 0));
      var test = ledger.contact(Exclusion.TEST);
      ledger.store(test, new Story().tagged(ago(3), "vip", "").writes("t1", ago(3)).events());
      Workshop.at(pool, Instant.now()).drain();
      ledger.forgetWork();
    }
  }

  private static void person(String name, Story story) {
    var contact = ledger.contact();
    ledger.store(contact, story.events());
    PEOPLE.put(name, contact);
  }

  private static JsonPath preview(String role, String rule) {
    return as(role, ledger.wabaId())
        .body("{\"account\":\"%s\",\"rule\":%s}".formatted(ledger.wabaId(), rule))
        .post("/v1/segments/preview")
        .then()
        .log()
        .ifValidationFails()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static String names(List<String> contacts) {
    return String.join(
        " ",
        PEOPLE.entrySet().stream()
            .filter(person -> contacts.contains(person.getValue().toString()))
            .map(Map.Entry::getKey)
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "nobody",
      textBlock =
          """
          {'tag':['vip','other']}                                              | ann
          {'not':{'tag':['vip']}}                                              | ben cleo dora
          {'lifecycle':['new']}                                                | ben
          {'lifecycle':['active']}                                             | dora
          {'lifecycle':['dormant']}                                            | ann cleo
          {'language':['de']}                                                  | cleo
          {'language':['de','en']}                                             | ann cleo
          {'channel':['phone-2']}                                              | dora
          {'channel':['phone-9']}                                              | nobody
          {'firstContact':{'withinDays':30}}                                   | ben
          {'firstContact':{'olderThanDays':110}}                               | ann cleo
          {'lastActive':{'olderThanDays':90}}                                  | ann
          {'not':{'lastActive':{'withinDays':90}}}                             | ann cleo
          {'behaviour':{'did':'wrote'}}                                        | ann ben dora
          {'behaviour':{'did':'wrote','atLeast':2}}                            | dora
          {'behaviour':{'did':'wrote','atLeast':2,'withinDays':30}}            | nobody
          {'behaviour':{'did':'wrote','atLeast':1,'atMost':2}}                 | ann ben
          {'behaviour':{'did':'wrote','atMost':0,'withinDays':30}}             | ann cleo
          {'behaviour':{'did':'wrote','channel':['phone-2']}}                  | dora
          {'behaviour':{'did':'received','atLeast':2,'withinDays':7}}          | ann
          {'behaviour':{'did':'received','campaign':['summer']}}               | ann
          {'behaviour':{'did':'read','campaign':['spring']}}                   | ann cleo
          {'behaviour':{'did':'read','campaign':['spring'],'withinDays':30}}   | ann
          {'behaviour':{'did':'replied'}}                                      | nobody
          {'behaviour':{'did':'purchased'}}                                    | cleo
          {'behaviour':{'did':'converted','campaign':['spring']}}              | cleo
          {'all':[{'lifecycle':['dormant']},{'behaviour':{'did':'read'}}]}     | ann cleo
          {'any':[{'tag':['vip']},{'behaviour':{'did':'purchased'}}]}          | ann cleo
          {'not':{'any':[{'tag':['vip']},{'behaviour':{'did':'wrote'}}]}}      | cleo
          {'tag':["'; DROP TABLE segment; --"]}                                | nobody
          """)
  void aRuleFindsWhoMeetsIt(String rule, String expected) {
    var size = preview("analyst", rule.replace('\'', '"').replace("\"\"; D", "\"'; D"));

    assertThat(names(size.getList("sample"))).isEqualTo(expected == null ? "" : expected);
    assertThat(size.getInt("members")).isEqualTo(size.getList("sample").size());
    assertThat(size.getInt("contacts")).isEqualTo(PEOPLE.size());
    assertThat(size.<Map<String, Integer>>get("lifecycle").values().stream().mapToInt(n -> n).sum())
        .isEqualTo(size.getInt("members"));
  }

  @Test
  void whoMayNotSeeSingleContactsIsToldNoSmallNumbers() {
    var few = sizeForViewers("{\"tag\":[\"vip\"]}");
    assertThat(few.<Object>get("members")).isNull();
    assertThat(few.<Object>get("share")).isNull();
    assertThat(few.<Object>get("lifecycle")).isNull();
    assertThat(few.<Object>get("sample")).isNull();
    assertThat(few.getInt("contacts")).isEqualTo(PEOPLE.size());
    // Nobody is nobody.
    assertThat(sizeForViewers("{\"tag\":[\"none\"]}").<Object>get("sample")).isNull();
  }

  private static JsonPath sizeForViewers(String rule) {
    return as("viewer", ledger.wabaId())
        .get("/v1/segments/" + segment(ledger.wabaId(), rule) + "/size")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void viewersMayNotTryRulesOut() {
    as("viewer", ledger.wabaId())
        .contentType("application/json")
        .body("{\"account\":\"%s\",\"rule\":{\"tag\":[\"vip\"]}}".formatted(ledger.wabaId()))
        .post("/v1/segments/preview")
        .then()
        .statusCode(403);
  }

  @Test
  void aRuleTooDeepToReadIsRefused() {
    as("analyst", ledger.wabaId())
        .contentType("application/json")
        .body(
            "{\"account\":\"%s\",\"rule\":%s{\"tag\":[\"vip\"]}%s}"
                .formatted(ledger.wabaId(), "{\"not\":".repeat(900), "}".repeat(900)))
        .post("/v1/segments/preview")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void contactsComePageByPage() {
    var id = segment(ledger.wabaId(), "{\"behaviour\":{\"did\":\"wrote\"}}");
    var found = new ArrayList<String>();
    String next = "";
    while (next != null) {
      var page =
          as("marketer", ledger.wabaId())
              .get("/v1/segments/" + id + "/contacts?limit=2" + next)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      found.addAll(page.getList("items"));
      next = page.get("next") == null ? null : "&cursor=" + page.getString("next");
    }
    assertThat(found).hasSize(3).isSorted();
    assertThat(names(found)).isEqualTo("ann ben dora");
  }

  @Test
  void contactsAreAskedAboutByAnyNameTheyHad() {
    var id = segment(ledger.wabaId(), "{\"tag\":[\"vip\"]}");
    var path = "/v1/segments/" + id + "/memberships";
    var merged = ledger.contact();
    ledger.execute(
        "UPDATE rapport.contact SET merged_into = '%s' WHERE account_id = %d AND contact_id = '%s'"
            .formatted(PEOPLE.get("ann"), ledger.accountId(), merged));
    var stranger = UUID.randomUUID();
    var asked = List.of(PEOPLE.get("ben"), merged, stranger, PEOPLE.get("ann"), merged);

    as("integrator", ledger.wabaId())
        .body(contacts(asked))
        .post(path)
        .then()
        .statusCode(200)
        .body("members", equalTo(List.of(merged.toString(), PEOPLE.get("ann").toString())))
        .body("unknown", equalTo(List.of(stranger.toString())));
    problem(
        as("integrator", ledger.wabaId()).body("{\"contacts\":[]}").post(path).then(),
        400,
        "bad-request");
    problem(
        as("integrator", ledger.wabaId())
            .body(contacts(Collections.nCopies(1001, stranger)))
            .post(path)
            .then(),
        413,
        "too-large");
  }

  private static String contacts(List<UUID> contacts) {
    return new JsonObject()
        .put("contacts", new JsonArray(contacts.stream().map(UUID::toString).toList()))
        .encode();
  }

  @Test
  void whatIsWrittenDownOfMembersStaysAsItWas() {
    var id = segment(ledger.wabaId(), "{\"tag\":[\"vip\"]}");
    var path = "/v1/segments/" + id;
    as("marketer", ledger.wabaId())
        .post(path + "/refresh")
        .then()
        .statusCode(200)
        .body("members", equalTo(1))
        .body("joined", equalTo(1))
        .body("left", equalTo(0));
    as("marketer", ledger.wabaId())
        .post(path + "/refresh")
        .then()
        .body("joined", equalTo(0))
        .body("left", equalTo(0));
    as("marketer", ledger.wabaId())
        .header("If-Match", "*")
        .body(SegmentRows.body(ledger.wabaId(), "{\"channel\":[\"phone-2\"]}"))
        .put(path)
        .then()
        .statusCode(200);
    as("marketer", ledger.wabaId())
        .post(path + "/refresh")
        .then()
        .body("members", equalTo(1))
        .body("joined", equalTo(1))
        .body("left", equalTo(1));
  }

  @Test
  void whatAContactWasTheOneItWasMergedIntoWas() {
    var id = segment(ledger.wabaId(), "{\"tag\":[\"none\"]}");
    var segment = RecordId.of(id).orElseThrow().id();
    var merged = ledger.contact();
    PEOPLE.put("merged", merged);
    membership(segment, "merged", 30, 20);
    membership(segment, "merged", 10, 0);
    PEOPLE.remove("merged");
    ledger.execute(
        "UPDATE rapport.contact SET merged_into = '%s' WHERE account_id = %d AND contact_id = '%s'"
            .formatted(PEOPLE.get("dora"), ledger.accountId(), merged));

    as("marketer", ledger.wabaId())
        .post("/v1/segments/" + id + "/refresh")
        .then()
        .statusCode(200)
        .body("members", equalTo(0))
        .body("left", equalTo(1));

    assertThat(
            ledger.query(
                """
                SELECT contact_id || ' ' || (now()::date - joined_at::date) || ' '
                  || (now()::date - left_at::date)
                FROM rapport.segment_membership WHERE segment_id = '%s' ORDER BY joined_at"""
                    .formatted(segment)))
        .containsExactly(PEOPLE.get("dora") + " 30 20", PEOPLE.get("dora") + " 10 0");
  }

  @Test
  void segmentsAreRefreshedWhenTheyAreDue() {
    var id = segment(ledger.wabaId(), "{\"tag\":[\"vip\"]}");
    var query =
        "SELECT members FROM rapport.segment_refresh WHERE segment_id = '%s'"
            .formatted(RecordId.of(id).orElseThrow().id());
    assertThat(ledger.query(query)).isEmpty();
    refresh.refreshDue().await().atMost(Duration.ofSeconds(30));
    assertThat(ledger.query(query)).containsExactly("1");
  }

  @Test
  void aKpiCountsWhoWasAMemberWhenItBegan() {
    var id = segment(ledger.wabaId(), "{\"tag\":[\"vip\"]}");
    var segment = RecordId.of(id).orElseThrow().id();
    // Ann was a member for some days; Cleo came too late and Dora left too early.
    membership(segment, "ann", 6, 4);
    membership(segment, "cleo", 110, 0);
    membership(segment, "dora", 99, 20);
    var url =
        "/v1/kpis/delivery-rate?account=" + ledger.wabaId() + "&from=2026-01-01&memberOf=" + id;

    as("viewer", ledger.wabaId())
        .get(url)
        .then()
        .statusCode(200)
        .body("denominator", equalTo(1))
        .body("numerator", equalTo(1));
    as("viewer", ledger.wabaId())
        .get("/v1/kpis/answer-rate?account=" + ledger.wabaId() + "&from=2026-01-01&memberOf=" + id)
        .then()
        .statusCode(200)
        .body("denominator", equalTo(1));
    problem(
        as("viewer", ledger.wabaId())
            .get("/v1/kpis/delivery-rate?account=" + ledger.wabaId() + "&memberOf=nothing")
            .then(),
        400,
        "bad-request");
    problem(
        as("viewer", ledger.wabaId())
            .get("/v1/kpis/delivery-rate?account=" + ledger.wabaId() + "&groupBy=memberOf")
            .then(),
        400,
        "bad-request");
    as("viewer", ledger.wabaId())
        .get("/v1/kpis/definitions")
        .then()
        .body(
            "definitions.find { it.id == 'csat' }.groupings.find { it == 'memberOf' }",
            nullValue());
  }

  private static void membership(UUID segment, String name, int from, int until) {
    ledger.execute(
        """
        INSERT INTO rapport.segment_membership (account_id, segment_id, contact_id, joined_at, left_at)
        VALUES (%d, '%s', '%s', now() - INTERVAL '%d days', %s)"""
            .formatted(
                ledger.accountId(),
                segment,
                PEOPLE.get(name),
                from,
                until == 0 ? "NULL" : "now() - INTERVAL '%d days'".formatted(until)));
  }
}
