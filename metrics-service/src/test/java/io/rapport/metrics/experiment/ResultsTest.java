package io.rapport.metrics.experiment;

import static io.rapport.metrics.experiment.ExperimentRows.as;
import static io.rapport.metrics.experiment.ExperimentRows.assign;
import static io.rapport.metrics.experiment.ExperimentRows.contacts;
import static io.rapport.metrics.experiment.ExperimentRows.running;
import static io.rapport.metrics.experiment.ExperimentRows.variants;
import static io.rapport.metrics.kpi.KpiRequests.DOUBLES;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.Origin;
import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.PostgresTestResource;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ResultsTest {

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Instant start = now.minus(Duration.ofDays(20));

  @Test
  void aClearWinnerIsNamed() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "response-rate", 0.2);
    var contacts = contacts(account, 1000);
    // No draw, which may look unlikely: exactly the shares that were meant.
    var arms =
        IntStream.range(0, 1000).mapToObj(i -> i % 10 < 2 ? "" : i % 10 < 6 ? "A" : "B").toList();
    ExperimentRows.place(account, contacts, arms);
    ExperimentRows.backdate(account, start);
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < contacts.size(); i++) {
      var arm = arms.get(i);
      if (!arm.isEmpty()) {
        boolean replied = arm.equals("B") ? i % 2 == 0 : i % 20 == 2;
        messages.add(message(contacts.get(i), start.plusSeconds(60), arm, replied));
      }
      if (i % (arm.isEmpty() ? 100 : 4) == 0) {
        ExperimentRows.conversion(account, contacts.get(i), start.plusSeconds(3600));
      }
    }
    FactRows.messages(account, messages);

    results("viewer", account, id, "")
        .body("state", equalTo("running"))
        .body("settingsVersion", equalTo(0))
        .body("guards.verdict", equalTo("green"))
        .body("arms.name", contains("A", "B"))
        .body("differences[0].variant", equalTo("B"))
        .body("differences[0].significant", equalTo(true))
        .body("differences[0].interval.method", equalTo("confidence-sequence"))
        .body("differences[0].chanceToWin", greaterThan(0.99))
        .body("lift.interval.low", greaterThan(0.0))
        .body("lift.interval.method", equalTo("confidence-sequence"))
        .body("winner", equalTo("B"));
    results("viewer", account, id, "?method=fixed")
        .body("differences[0].interval.method", equalTo("newcombe"))
        .body("differences[0].significant", equalTo(true))
        .body("lift.interval.method", equalTo("newcombe"))
        .body("winner", nullValue());
    as("marketer", account)
        .header("If-Match", "*")
        .post("/v1/experiments/" + id + "/stop")
        .then()
        .statusCode(200);
    results("viewer", account, id, "?method=fixed").body("winner", equalTo("B"));
  }

  @Test
  void contactsInSeveralArmsAndAgainstTheirAssignmentKeepTheWinnerBack() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "response-rate", 0);
    var contacts = contacts(account, 300);
    var arms = variants(assign(account, id, contacts));
    ExperimentRows.backdate(account, start);
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < contacts.size(); i++) {
      messages.add(
          message(contacts.get(i), start.plusSeconds(60), arms.get(i), arms.get(i).equals("B")));
      if (i % 50 == 0) {
        var other = arms.get(i).equals("A") ? "B" : "A";
        messages.add(message(contacts.get(i), start.plusSeconds(90), other, false));
      }
    }
    FactRows.messages(account, messages);

    results("viewer", account, id, "")
        .body("guards.severalArms.contacts", equalTo(6))
        .body("guards.severalArms.of", equalTo(300))
        .body("guards.severalArms.verdict", equalTo("red"))
        .body("guards.againstAssignment.contacts", equalTo(6))
        .body("guards.verdict", equalTo("red"))
        .body("differences[0].significant", equalTo(true))
        .body("winner", nullValue())
        .body("verdict", startsWith("A guard is red"));
  }

  @Test
  void whatIsTooYoungIsNotJudged() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "response-rate", 0);
    var contacts = contacts(account, 80);
    var arms = variants(assign(account, id, contacts));
    ExperimentRows.backdate(account, start);
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < contacts.size(); i++) {
      messages.add(
          message(contacts.get(i), now.minusSeconds(7200), arms.get(i), arms.get(i).equals("B")));
    }
    FactRows.messages(account, messages);

    results("admin", account, id, "")
        .body("arms[0].denominator", equalTo(0))
        .body("arms[0].value", nullValue())
        .body("arms.immature.sum()", equalTo(80))
        .body("arms.exposed.sum()", equalTo(80))
        .body("winner", nullValue());
  }

  @Test
  void smallArmsAreWithheldFromWhoMayNotSeeSingleContacts() {
    int account = FactRows.account("UTC");
    var id = running(account, "spring", "response-rate", 0);
    var contacts = contacts(account, 6);
    var arms = variants(assign(account, id, contacts));
    ExperimentRows.backdate(account, start);
    FactRows.messages(account, List.of(message(contacts.getFirst(), start, arms.getFirst(), true)));

    results("viewer", account, id, "")
        .body("withheld", equalTo(true))
        .body("arms.analysed.sum()", equalTo(0));
    results("analyst", account, id, "")
        .body("withheld", equalTo(false))
        .body("arms.analysed.sum()", equalTo(1));
  }

  @Test
  void aDraftHasNoResults() {
    int account = FactRows.account("UTC");
    var id = ExperimentRows.draft(account, "spring", "response-rate", 0);
    problem(
        as("viewer", account).get("/v1/experiments/" + id + "/results").then(), 409, "conflict");
  }

  @Test
  void theNumbersAreThoseOfAPlainCount() {
    for (long seed = 1; seed <= 4; seed++) {
      compare(seed, seed % 2 == 0 ? "response-rate" : "conversion-rate");
    }
  }

  /** Random people with merges, exclusions and mistakes, counted by hand and by the service. */
  private void compare(long seed, String metric) {
    var random = new SplittableRandom(seed);
    int account = FactRows.account("UTC");
    var id = running(account, "spring", metric, 0.2);
    var contacts = contacts(account, 120);
    var assigned = contacts.subList(0, 100);
    var arms = variants(assign(account, id, assigned));
    ExperimentRows.backdate(account, start);
    var armsOf = new HashMap<UUID, Set<String>>();
    for (int i = 0; i < assigned.size(); i++) {
      armsOf.computeIfAbsent(assigned.get(i), _ -> new HashSet<>()).add(arms.get(i));
    }
    // The first ten have been merged into others, some of them assigned elsewhere.
    for (int i = 0; i < 10; i++) {
      var heir = contacts.get(90 + 2 * i);
      ExperimentRows.merge(account, contacts.get(i), heir);
      armsOf.computeIfAbsent(heir, _ -> new HashSet<>()).addAll(armsOf.remove(contacts.get(i)));
    }
    for (int i = 20; i < 24; i++) {
      ExperimentRows.exclude(account, contacts.get(i), 2);
      armsOf.remove(contacts.get(i));
    }
    var messages = new ArrayList<FactRows.Message>();
    for (var contact : contacts.subList(24, 120)) {
      var own = armsOf.getOrDefault(contact, Set.of("")).stream().sorted().findFirst();
      for (int j = random.nextInt(4); j > 0; j--) {
        var variant =
            random.nextInt(8) == 0 || own.orElse("").isEmpty()
                ? List.of("A", "B", "Z", "").get(random.nextInt(4))
                : own.orElseThrow();
        var sent = start.plusSeconds(random.nextLong(-86_400, 20 * 86_400));
        messages.add(message(contact, sent, variant, random.nextInt(3) == 0));
      }
    }
    FactRows.messages(account, messages);
    var expected = new PlainResults(start, now, armsOf, messages, metric);

    var response = results("analyst", account, id, "");
    for (int arm = 1; arm <= 2; arm++) {
      var name = arm == 1 ? "A" : "B";
      var path = "arms[" + (arm - 1) + "].";
      response
          .body(path + "assigned", equalTo(expected.assigned(name)))
          .body(path + "exposed", equalTo(expected.exposed(name)))
          .body(path + "analysed", equalTo(expected.analysed(name).size()))
          .body(path + "numerator", equalTo(expected.numerator(name)))
          .body(path + "denominator", equalTo(expected.denominator(name)));
    }
    response
        .body("holdOut.assigned", equalTo(expected.assigned("")))
        .body("guards.severalArms.contacts", equalTo(expected.several()))
        .body("guards.severalArms.of", equalTo(expected.reached()))
        .body("guards.againstAssignment.contacts", equalTo(expected.against()))
        .body("guards.withoutAssignment.contacts", equalTo(expected.without()));
    assertThat(expected.several()).isPositive();
    assertThat(expected.against()).isPositive();
    assertThat(expected.without()).isPositive();
    assertThat(expected.numerator("A")).isPositive();
  }

  /** The same numbers, counted in the plainest way. */
  private record PlainResults(
      Instant start,
      Instant now,
      Map<UUID, Set<String>> armsOf,
      List<FactRows.Message> messages,
      String metric) {

    private List<FactRows.Message> of(UUID contact) {
      return messages.stream()
          .filter(m -> m.contact().equals(contact))
          .filter(m -> !m.sent().isBefore(start) && m.sent().isBefore(now))
          .toList();
    }

    private Set<String> variantsOf(UUID contact) {
      var variants = new HashSet<String>();
      of(contact).forEach(m -> variants.add(m.label().variant()));
      return variants;
    }

    private List<UUID> members(String arm) {
      return armsOf.entrySet().stream()
          .filter(e -> e.getValue().equals(Set.of(arm)))
          .map(Map.Entry::getKey)
          .toList();
    }

    int assigned(String arm) {
      return members(arm).size();
    }

    int exposed(String arm) {
      return (int) members(arm).stream().filter(c -> variantsOf(c).contains(arm)).count();
    }

    private boolean inSeveral(UUID contact) {
      return variantsOf(contact).containsAll(Set.of("A", "B"));
    }

    private List<FactRows.Message> mature(UUID contact, String arm) {
      var horizon = Duration.ofHours(metric.equals("response-rate") ? 24 : 168);
      return of(contact).stream()
          .filter(m -> m.label().variant().equals(arm))
          .filter(m -> !m.sent().isAfter(now.minus(horizon)))
          .toList();
    }

    List<UUID> analysed(String arm) {
      return members(arm).stream()
          .filter(c -> !inSeveral(c))
          .filter(c -> !mature(c, arm).isEmpty())
          .toList();
    }

    int denominator(String arm) {
      return metric.equals("response-rate")
          ? analysed(arm).stream().mapToInt(c -> mature(c, arm).size()).sum()
          : analysed(arm).size();
    }

    int numerator(String arm) {
      return metric.equals("response-rate")
          ? (int)
              analysed(arm).stream()
                  .flatMap(c -> mature(c, arm).stream())
                  .filter(m -> m.reply() != null)
                  .count()
          : (int)
              analysed(arm).stream()
                  .filter(c -> mature(c, arm).stream().anyMatch(m -> m.converted() != null))
                  .count();
    }

    private List<UUID> people() {
      return messages.stream().map(FactRows.Message::contact).distinct().toList();
    }

    int reached() {
      return (int) people().stream().filter(c -> !of(c).isEmpty()).count();
    }

    int several() {
      return (int) people().stream().filter(this::inSeveral).count();
    }

    int against() {
      return (int)
          people().stream()
              .filter(c -> armsOf.getOrDefault(c, Set.of()).size() == 1)
              .filter(
                  c ->
                      // The hold-out is sent nothing, an unlabelled message neither.
                      armsOf.get(c).contains("")
                          ? !variantsOf(c).isEmpty()
                          : !armsOf.get(c).containsAll(variantsOf(c)))
              .count();
    }

    int without() {
      return (int)
          people().stream()
              .filter(c -> !armsOf.containsKey(c))
              .filter(c -> variantsOf(c).contains("A") || variantsOf(c).contains("B"))
              .count();
    }
  }

  private static ValidatableResponse results(String role, int account, String id, String query) {
    return as(role, account)
        .config(DOUBLES)
        .get("/v1/experiments/" + id + "/results" + query)
        .then()
        .statusCode(200);
  }

  private static FactRows.Message message(
      UUID contact, Instant sent, String variant, boolean success) {
    return new FactRows.Message(
        contact,
        UUID.randomUUID(),
        1,
        Origin.CAMPAIGN,
        null,
        0,
        sent,
        sent.plusSeconds(2),
        null,
        null,
        null,
        success ? sent.plusSeconds(30) : null,
        false,
        null,
        success ? sent.plusSeconds(40) : null,
        null,
        false,
        new FactRows.Label("spring", variant, null, null, null, null));
  }

  @Test
  void theSizeOfAnExperimentIsToldBeforeItBegins() {
    int account = FactRows.account("UTC");
    as("viewer", account)
        .config(DOUBLES)
        .get("/v1/experiments/sample-size?baseline=0.1&other=0.12")
        .then()
        .statusCode(200)
        // Fleiss, Levin and Paik's formula by hand.
        .body("contactsPerArm", equalTo(3841))
        .body("power", closeTo(0.8, 0));
    problem(
        as("viewer", account).get("/v1/experiments/sample-size?baseline=0.1&other=0.1").then(),
        400,
        "bad-request");
    problem(as("viewer", account).get("/v1/experiments/sample-size").then(), 400, "bad-request");
  }
}
