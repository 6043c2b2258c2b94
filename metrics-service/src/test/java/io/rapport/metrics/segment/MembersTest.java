package io.rapport.metrics.segment;

import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.rapport.metrics.segment.SegmentRows.as;
import static io.rapport.metrics.segment.SegmentRows.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From facts over projections to who is in a segment. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class MembersTest {

  private static Regulars regulars;

  @Inject Pool pool;

  @BeforeEach
  void regulars() {
    if (regulars == null) {
      regulars = Regulars.in(pool);
    }
  }

  private static JsonPath preview(String role, String rule) {
    return as(role, regulars.waba())
        .body("{\"account\":\"%s\",\"rule\":%s}".formatted(regulars.waba(), rule))
        .post("/v1/segments/preview")
        .then()
        .log()
        .ifValidationFails()
        .statusCode(200)
        .extract()
        .jsonPath();
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

    assertThat(regulars.names(size.getList("sample"))).isEqualTo(expected == null ? "" : expected);
    assertThat(size.getInt("members")).isEqualTo(size.getList("sample").size());
    assertThat(size.getInt("contacts")).isEqualTo(regulars.count());
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
    assertThat(few.getInt("contacts")).isEqualTo(regulars.count());
    // Nobody is nobody.
    assertThat(sizeForViewers("{\"tag\":[\"none\"]}").<Object>get("sample")).isNull();
  }

  private static JsonPath sizeForViewers(String rule) {
    return as("viewer", regulars.waba())
        .get("/v1/segments/" + segment(regulars.waba(), rule) + "/size")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void viewersMayNotTryRulesOut() {
    as("viewer", regulars.waba())
        .contentType("application/json")
        .body("{\"account\":\"%s\",\"rule\":{\"tag\":[\"vip\"]}}".formatted(regulars.waba()))
        .post("/v1/segments/preview")
        .then()
        .statusCode(403);
  }

  @Test
  void aRuleTooDeepToReadIsRefused() {
    as("analyst", regulars.waba())
        .contentType("application/json")
        .body(
            "{\"account\":\"%s\",\"rule\":%s{\"tag\":[\"vip\"]}%s}"
                .formatted(regulars.waba(), "{\"not\":".repeat(900), "}".repeat(900)))
        .post("/v1/segments/preview")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void contactsComePageByPage() {
    var id = segment(regulars.waba(), "{\"behaviour\":{\"did\":\"wrote\"}}");
    var found = new ArrayList<String>();
    String next = "";
    while (next != null) {
      var page =
          as("marketer", regulars.waba())
              .get("/v1/segments/" + id + "/contacts?limit=2" + next)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      found.addAll(page.getList("items"));
      next = page.get("next") == null ? null : "&cursor=" + page.getString("next");
    }
    assertThat(found).hasSize(3).isSorted();
    assertThat(regulars.names(found)).isEqualTo("ann ben dora");
  }

  @Test
  void contactsAreAskedAboutByAnyNameTheyHad() {
    var id = segment(regulars.waba(), "{\"tag\":[\"vip\"]}");
    var path = "/v1/segments/" + id + "/memberships";
    var merged = regulars.mergedInto("ann");
    var stranger = UUID.randomUUID();
    var asked = List.of(regulars.contact("ben"), merged, stranger, regulars.contact("ann"), merged);

    as("integrator", regulars.waba())
        .body(contacts(asked))
        .post(path)
        .then()
        .statusCode(200)
        .body("members", equalTo(List.of(merged.toString(), regulars.contact("ann").toString())))
        .body("unknown", equalTo(List.of(stranger.toString())));
    problem(
        as("integrator", regulars.waba()).body("{\"contacts\":[]}").post(path).then(),
        400,
        "bad-request");
    problem(
        as("integrator", regulars.waba())
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
}
