package io.rapport.metrics.experiment;

import static io.rapport.metrics.experiment.ExperimentRows.as;
import static io.rapport.metrics.experiment.ExperimentRows.assign;
import static io.rapport.metrics.experiment.ExperimentRows.body;
import static io.rapport.metrics.experiment.ExperimentRows.contacts;
import static io.rapport.metrics.experiment.ExperimentRows.draft;
import static io.rapport.metrics.experiment.ExperimentRows.running;
import static io.rapport.metrics.experiment.ExperimentRows.variants;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.PostgresTestResource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ExperimentsResourceTest {

  @Test
  void aDraftIsChangedStartedAndStopped() {
    int account = FactRows.account("UTC");
    var path = "/v1/experiments/" + draft(account, "spring", "open-rate", 0.2);
    as("viewer", account)
        .get(path)
        .then()
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("state", equalTo("draft"))
        .body("metric", equalTo("open-rate"))
        .body("control", equalTo("A"))
        .body("holdOut", equalTo(0.2f))
        .body("variants.name", contains("A", "B"))
        .body("variants.weight", contains(1, 1))
        .body("startedAt", nullValue());

    var changed =
        body(account, "summer", "response-rate", 0)
            .replace(
                "{\"name\":\"B\"}",
                """
        {"name":"B","weight":3},{"name":"C"}""");
    as("marketer", account)
        .header("If-Match", "\"0\"")
        .body(changed)
        .put(path)
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("campaign", equalTo("summer"))
        .body("variants.weight", contains(1, 3, 1));
    as("marketer", account)
        .header("If-Match", "\"1\"")
        .post(path + "/start")
        .then()
        .statusCode(200)
        .body("state", equalTo("running"))
        .header("ETag", "\"2\"");
    problem(
        as("marketer", account).header("If-Match", "\"2\"").body(changed).put(path).then(),
        409,
        "conflict");
    as("marketer", account)
        .header("If-Match", "*")
        .post(path + "/stop")
        .then()
        .statusCode(200)
        .body("state", equalTo("stopped"))
        .header("ETag", "\"3\"");
    problem(
        as("marketer", account).header("If-Match", "*").post(path + "/start").then(),
        409,
        "conflict");
  }

  @Test
  void aChangeNamesWhatItChanges() {
    int account = FactRows.account("UTC");
    var path = "/v1/experiments/" + draft(account, "spring", "open-rate", 0);
    var same = body(account, "spring", "open-rate", 0);
    problem(as("marketer", account).body(same).put(path).then(), 428, "precondition-required");
    problem(
        as("marketer", account).header("If-Match", "\"7\"").body(same).put(path).then(),
        412,
        "precondition-failed");
  }

  @Test
  void aRepeatedRequestMakesNoSecondExperiment() {
    int account = FactRows.account("UTC");
    var key = UUID.randomUUID().toString();
    var ids =
        List.of("spring", "spring").stream()
            .map(
                campaign ->
                    as("marketer", account)
                        .header("Idempotency-Key", key)
                        .body(body(account, campaign, "open-rate", 0))
                        .post("/v1/experiments")
                        .then()
                        .statusCode(201)
                        .header("ETag", "\"0\"")
                        .extract()
                        .<String>path("id"))
            .toList();

    assertThat(ids.get(0)).isEqualTo(ids.get(1));
    problem(
        as("marketer", account)
            .header("Idempotency-Key", key)
            .body(body(account, "summer", "open-rate", 0))
            .post("/v1/experiments")
            .then(),
        422,
        "idempotency-key-reused");
  }

  @Test
  void pagesShowAllTheNewestFirst() {
    int account = FactRows.account("UTC");
    var first = draft(account, "one", "open-rate", 0);
    var second = draft(account, "two", "open-rate", 0);
    var list = "/v1/experiments?limit=1&account=" + FactRows.waba(account);
    String next =
        as("viewer", account)
            .get(list)
            .then()
            .statusCode(200)
            .body("items.id", contains(second))
            .extract()
            .path("next");
    as("viewer", account)
        .get(list + "&cursor=" + next)
        .then()
        .body("items.id", contains(first))
        .body("next", nullValue());
    problem(as("viewer", account).get(list + "&cursor=x").then(), 400, "bad-request");
  }

  @Test
  void twoExperimentsDoNotRunWithOneCampaign() {
    int account = FactRows.account("UTC");
    running(account, "spring", "open-rate", 0);
    var second = draft(account, "spring", "open-rate", 0);
    problem(
        as("marketer", account)
            .header("If-Match", "\"0\"")
            .post("/v1/experiments/" + second + "/start")
            .then(),
        409,
        "conflict");
  }

  @Test
  void ofTwoThatStartAtOnceOneRuns() {
    int account = FactRows.account("UTC");
    for (int round = 0; round < 5; round++) {
      var campaign = "spring-" + round;
      var ids = Stream.generate(() -> draft(account, campaign, "open-rate", 0)).limit(2).toList();
      var statuses =
          ids.parallelStream()
              .map(
                  id ->
                      as("marketer", account)
                          .header("If-Match", "*")
                          .post("/v1/experiments/" + id + "/start")
                          .statusCode())
              .sorted()
              .toList();

      assertThat(statuses).containsExactly(200, 409);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"metric\":\"open-rate\"|\"metric\":\"response-time\"|/metric",
        "\"name\":\"B\"|\"name\":\"A\"|/variants",
        "\"holdOut\":0.0|\"holdOut\":0.95|/holdOut",
        "\"holdOut\":0.0|\"control\":\"Z\"|/control"
      })
  void whatCannotBeTestedIsRefused(String given, String instead, String pointer) {
    int account = FactRows.account("UTC");
    problem(
            as("marketer", account)
                .body(body(account, "spring", "open-rate", 0).replace(given, instead))
                .post("/v1/experiments")
                .then(),
            400,
            "bad-request")
        .body("errors[0].pointer", endsWith(pointer));
  }

  @ParameterizedTest
  @CsvSource({"viewer", "analyst", "privacy", "integrator"})
  void otherRolesMakeNone(String role) {
    int account = FactRows.account("UTC");
    problem(
        as(role, account)
            .body(body(account, "spring", "open-rate", 0))
            .post("/v1/experiments")
            .then(),
        403,
        "forbidden");
  }

  @Test
  void anotherAccountsExperimentIsForbidden() {
    int account = FactRows.account("UTC");
    var id = draft(account, "spring", "open-rate", 0);
    problem(
        as("admin", FactRows.account("UTC")).get("/v1/experiments/" + id).then(), 403, "forbidden");
    problem(as("admin", account).get("/v1/experiments/nonsense").then(), 404, "not-found");
  }

  @Test
  void assigningAgainGivesTheSameInAnyOrderAndNumber() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "open-rate", 0.3);
    var contacts = contacts(account, 60);
    var arms = variants(assign(account, id, contacts));
    assertThat(arms).contains("", "A", "B");

    var mixed = contacts(account, 5);
    mixed.addAll(contacts);
    mixed.addAll(contacts);
    Collections.shuffle(mixed, new Random(3));
    var again = assign(account, id, mixed);
    var of = again.extract().<List<String>>path("items.contactId");
    var armsAgain = variants(again);

    assertThat(of).hasSize(65);
    for (int i = 0; i < contacts.size(); i++) {
      assertThat(armsAgain.get(of.indexOf(contacts.get(i).toString()))).isEqualTo(arms.get(i));
    }
  }

  @Test
  void aMergedContactKeepsItsArm() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "open-rate", 0.5);
    var contacts = contacts(account, 40);
    var heirs = contacts(account, 40);
    var arms = variants(assign(account, id, contacts));
    for (int i = 0; i < contacts.size(); i++) {
      ExperimentRows.merge(account, contacts.get(i), heirs.get(i));
    }

    assertThat(variants(assign(account, id, heirs))).isEqualTo(arms);
    assertThat(variants(assign(account, id, contacts))).isEqualTo(arms);
  }

  @Test
  void whoDoesNotExistIsNotAssigned() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "open-rate", 0);
    var known = contacts(account, 1).getFirst();
    var stranger = UUID.randomUUID();
    assign(account, id, List.of(stranger, known))
        .statusCode(200)
        .body("items.contactId", contains(known.toString()))
        .body("unknown", contains(stranger.toString()));
  }

  @Test
  void nobodyIsAssignedByAnotherNameThanThePseudonym() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "open-rate", 0);
    problem(
        as("integrator", account)
            .body("{\"contacts\":[{\"waId\":\"4915112345678\"}]}")
            .post("/v1/experiments/" + id + "/assignments")
            .then(),
        400,
        "bad-request");
  }

  @Test
  void onlyARunningExperimentAssigns() {
    int account = FactRows.account("UTC");
    var id = draft(account, "spring", "open-rate", 0);
    problem(assign(account, id, contacts(account, 1)), 409, "conflict");
  }

  @Test
  void tooManyContactsAreRefused() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "open-rate", 0);
    var many = Stream.generate(UUID::randomUUID).limit(1001).toList();
    problem(assign(account, id, many), 413, "too-large");
    assign(account, id, many.subList(0, 1000)).statusCode(200).body("unknown", hasSize(1000));
  }
}
