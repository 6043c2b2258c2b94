package io.rapport.metrics.timing;

import static io.rapport.metrics.kpi.KpiRequests.DOUBLES;
import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.Origin;
import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class TimingResourcesTest {

  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Test
  void theHoursAreThoseOfAPlainCount() {
    int account = FactRows.account(KATHMANDU.getId());
    var messages = random(1, 400);
    FactRows.messages(account, messages);
    var counted = new TreeMap<Integer, long[]>();
    for (var message : messages) {
      if (counts(message, 72)) {
        var local = message.sent().atZone(KATHMANDU);
        var cell =
            counted.computeIfAbsent(
                local.getDayOfWeek().getValue() * 100 + local.getHour(), _ -> new long[2]);
        cell[0] += message.read() != null ? 1 : 0;
        cell[1]++;
      }
    }

    var answer =
        as("analyst", account)
            .config(DOUBLES)
            .get("/v1/send-times?days=30")
            .then()
            .statusCode(200)
            .body("zone", equalTo("Asia/Kathmandu"))
            .body("zoneOf", equalTo("account"))
            .body("rates.id", equalTo(List.of("open-rate", "response-rate")))
            .extract();
    List<Map<String, Object>> hours = answer.path("rates[0].hours");

    assertThat(hours).hasSize(counted.size());
    for (var hour : hours) {
      var cell = counted.get((Integer) hour.get("dayOfWeek") * 100 + (Integer) hour.get("hour"));
      assertThat(hour.get("numerator")).isEqualTo((int) cell[0]);
      assertThat(hour.get("denominator")).isEqualTo((int) cell[1]);
    }
    assertThat(answer.<Integer>path("rates[0].denominator"))
        .isEqualTo((int) counted.values().stream().mapToLong(cell -> cell[1]).sum());
  }

  @Test
  void hoursOfFewContactsAreHiddenFromWhoMayNotSeeThem() {
    int account = FactRows.account("UTC");
    var monday = Instant.parse("2024-05-06T09:00:00Z");
    var weeks = Duration.between(monday, now).toDays() / 7 - 1;
    var nine = monday.plus(Duration.ofDays(7 * weeks));
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < 20; i++) {
      messages.add(message(UUID.randomUUID(), nine, i % 2 == 0, false, null));
    }
    messages.add(message(UUID.randomUUID(), nine.plus(Duration.ofHours(5)), true, false, null));
    FactRows.messages(account, messages);

    as("admin", account)
        .get("/v1/send-times")
        .then()
        .body("rates[0].hours.hour", equalTo(List.of(9, 14)));
    as("marketer", account)
        .get("/v1/send-times")
        .then()
        // The second would be the difference between the whole and the first.
        .body("rates[0].hours", equalTo(List.of()))
        .body("rates[0].hidden", equalTo(2));
  }

  @Test
  void aContactsOwnHourGoesBeforeItsSegmentsAndTheAccounts() {
    int account = FactRows.account("UTC");
    var random = new SplittableRandom(8);
    var own = UUID.randomUUID();
    var vip = UUID.randomUUID();
    var other = UUID.randomUUID();
    var merged = UUID.randomUUID();
    Stream.of(own, vip, other).forEach(contact -> contact(account, contact, null));
    contact(account, merged, own);
    var day = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(5));
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < 60; i++) {
      // Reads in the evening only.
      int hour = i % 2 == 0 ? 20 : i % 12;
      var sent = day.minus(Duration.ofDays(i)).plus(Duration.ofHours(hour));
      messages.add(message(own, sent, hour == 20, false, "vip"));
    }
    for (int i = 0; i < 3000; i++) {
      int hour = random.nextInt(24);
      var sent = day.minus(Duration.ofDays(7L * (i % 8))).plus(Duration.ofHours(hour));
      var segment = i % 2 == 0 ? "vip" : "rest";
      int best = segment.equals("vip") ? 7 : 13;
      messages.add(
          message(
              UUID.randomUUID(),
              sent,
              random.nextDouble() < (hour == best ? 0.9 : 0.2),
              false,
              segment));
    }
    messages.add(message(vip, day, false, false, "vip"));
    messages.add(message(other, day, false, false, null));
    FactRows.messages(account, messages);

    for (var name : List.of(own, merged)) {
      as("analyst", account)
          .config(DOUBLES)
          .get("/v1/send-times/contacts/" + name)
          .then()
          .statusCode(200)
          .body("basis", equalTo("contact"))
          .body("hour", equalTo(20))
          .body("dayOfWeek", nullValue())
          .body("interval.low", greaterThan(0.0));
    }
    as("analyst", account)
        .get("/v1/send-times/contacts/" + vip)
        .then()
        .body("basis", equalTo("segment"))
        .body("segment", equalTo("vip"))
        .body("hour", equalTo(7))
        .body("dayOfWeek", equalTo(day.atZone(ZoneId.of("UTC")).getDayOfWeek().getValue()));
    as("analyst", account)
        .get("/v1/send-times/contacts/" + other)
        .then()
        .body("basis", equalTo("account"));
    problem(as("marketer", account).get("/v1/send-times/contacts/" + vip).then(), 403, "forbidden");
    problem(
        as("analyst", account).get("/v1/send-times/contacts/" + UUID.randomUUID()).then(),
        404,
        "not-found");
    problem(
        as("analyst", account).get("/v1/send-times/contacts/" + vip + "?rate=answer-rate").then(),
        400,
        "bad-request");
  }

  @Test
  void theMessagesReceivedAreThoseOfAPlainCount() {
    int account = FactRows.account("UTC");
    var messages = random(2, 60);
    FactRows.messages(account, messages);
    var answer = as("analyst", account).get("/v1/fatigue?days=30").then().statusCode(200).extract();

    for (int window = 0; window < 2; window++) {
      int days = window == 0 ? 7 : 30;
      var counted = new TreeMap<Integer, long[]>();
      for (var message : messages) {
        if (counts(message, 72)) {
          long received =
              messages.stream()
                  .filter(m -> m.contact().equals(message.contact()) && m.exclusion() == 0)
                  .filter(m -> m.delivered() != null && !comesAfter(m, message))
                  .filter(m -> !m.sent().isBefore(message.sent().minus(Duration.ofDays(days))))
                  .count();
          var level = counted.computeIfAbsent((int) Math.min(15, received), _ -> new long[2]);
          level[0] += message.read() != null ? 1 : 0;
          level[1]++;
        }
      }
      List<Map<String, Object>> levels = answer.path("windows[" + window + "].rates[0].levels");

      assertThat(levels.stream().map(level -> level.get("received")))
          .containsExactlyElementsOf(counted.keySet());
      for (var level : levels) {
        var expected = counted.get(level.get("received"));
        assertThat(level.get("numerator")).isEqualTo((int) expected[0]);
        assertThat(level.get("denominator")).isEqualTo((int) expected[1]);
      }
    }
  }

  @Test
  void messagesOfOneSecondComeOneAfterTheOther() {
    int account = FactRows.account("UTC");
    var messages = new ArrayList<FactRows.Message>();
    var earlier = now.minus(Duration.ofDays(12));
    for (int i = 0; i < 20; i++) {
      var contact = UUID.randomUUID();
      messages.add(message(contact, earlier, true, false, null));
      for (int j = 0; j < 2; j++) {
        messages.add(message(contact, earlier.plus(Duration.ofDays(1)), true, false, null));
      }
    }
    FactRows.messages(account, messages);

    as("analyst", account)
        .get("/v1/fatigue")
        .then()
        .body("windows[0].rates[0].levels.received", equalTo(List.of(1, 2, 3)))
        .body("windows[0].rates[0].levels.denominator", equalTo(List.of(20, 20, 20)));
  }

  @Test
  void aCapIsWherePeopleBeginToLeave() {
    int account = FactRows.account("UTC");
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < 300; i++) {
      var contact = UUID.randomUUID();
      for (int j = 0; j < 4; j++) {
        var sent = now.minus(Duration.ofDays(20)).plus(Duration.ofDays(j));
        // Only the first two are read by most.
        messages.add(message(contact, sent, i % 10 < (j < 2 ? 8 : 2), false, null));
      }
    }
    FactRows.messages(account, messages);

    as("viewer", account)
        .get("/v1/fatigue")
        .then()
        .statusCode(200)
        .body("windows.days", equalTo(List.of(7, 30)))
        .body("windows[0].cap", equalTo(2))
        .body("windows[0].because", equalTo(List.of("open-rate")))
        .body("windows[0].rates[0].levels[2].worse", equalTo(true))
        .body("windows[0].rates[2].levels[2].worse", equalTo(false));
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    int account = FactRows.account("UTC");
    problem(as("viewer", account).get("/v1/fatigue?days=0").then(), 400, "bad-request");
    problem(as("viewer", account).get("/v1/send-times?days=401").then(), 400, "bad-request");
    problem(as("privacy", account).get("/v1/send-times").then(), 403, "forbidden");
  }

  /** Whether it is of the population and mature for an open rate, asked about thirty days. */
  private boolean counts(FactRows.Message message, int hours) {
    return message.exclusion() == 0
        && message.origin() != Origin.SURVEY
        && message.delivered() != null
        && !message.sent().isAfter(now.minus(Duration.ofHours(hours)))
        && !message.sent().isBefore(now.minus(Duration.ofDays(30)));
  }

  /** By time, and in one second as the database orders ids. */
  private static boolean comesAfter(FactRows.Message one, FactRows.Message other) {
    int byTime = one.sent().compareTo(other.sent());
    return byTime > 0 || (byTime == 0 && one.id().toString().compareTo(other.id().toString()) > 0);
  }

  /** Away from the edges that move while the test runs. */
  private List<FactRows.Message> random(long seed, int contacts) {
    var random = new SplittableRandom(seed);
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < contacts; i++) {
      var contact = UUID.randomUUID();
      int exclusion = random.nextInt(10) == 0 ? 1 : 0;
      for (int j = random.nextInt(1, 12); j > 0; j--) {
        var sent = now.minusSeconds(random.nextLong(70 * 1440) * 60 + 1830);
        messages.add(
            new FactRows.Message(
                contact,
                UUID.randomUUID(),
                1,
                random.nextInt(6) == 0 ? Origin.SURVEY : Origin.CAMPAIGN,
                null,
                exclusion,
                sent,
                random.nextInt(5) == 0 ? null : sent.plusSeconds(5),
                random.nextBoolean() ? sent.plusSeconds(90) : null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                false,
                FactRows.Label.NONE));
      }
    }
    return messages;
  }

  private static FactRows.Message message(
      UUID contact, Instant sent, boolean read, boolean optedOut, String segment) {
    return new FactRows.Message(
        contact,
        UUID.randomUUID(),
        1,
        Origin.CAMPAIGN,
        null,
        0,
        sent,
        sent.plusSeconds(2),
        read ? sent.plusSeconds(60) : null,
        null,
        null,
        null,
        false,
        null,
        null,
        optedOut ? sent.plusSeconds(90) : null,
        false,
        new FactRows.Label(null, null, null, null, segment, null));
  }

  private static void contact(int account, UUID contact, UUID heir) {
    try (var connection = TestDatabase.shared().admin();
        var statement =
            connection.prepareStatement(
                "INSERT INTO rapport.contact (account_id, contact_id, merged_into, created_at)"
                    + " VALUES (?, ?, ?, now())")) {
      statement.setInt(1, account);
      statement.setObject(2, contact);
      statement.setObject(3, heir);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
