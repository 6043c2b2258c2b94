package io.rapport.metrics.projection;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.ContactHistories;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@Timeout(180)
class ProjectionTest {

  @Inject Pool pool;

  private final MutableClock clock = new MutableClock(at("720H"));
  private final Ledger ledger = new Ledger();

  private Workshop workshop() {
    return new Workshop(pool, clock, TestConfig.DEFAULT);
  }

  /** What one test leaves must not be due in another one's time. */
  @AfterEach
  void forgetTheWork() {
    ledger.forgetWork();
  }

  @Test
  void factsBecomeRowsAndCubes() {
    var contact = ledger.contact();
    ledger.store(contact, Story.conversation());
    workshop().drain();

    assertThat(ledger.count("message")).isEqualTo(4);
    assertThat(
            ledger.query(
                "SELECT concat_ws(' ', opened_at AT TIME ZONE 'UTC', close_reason, initiated_by,"
                    + " inbound_count, outbound_count) FROM rapport.episode WHERE account_id = "
                    + ledger.accountId()))
        .containsExactly("2026-03-02 09:00:00 1 2 1 1");
    assertThat(
            ledger.query(
                "SELECT concat_ws(' ', answered_at - started_at, answer_origin, campaign, variant)"
                    + " FROM rapport.turn WHERE account_id = "
                    + ledger.accountId()))
        .containsExactly("01:00:00 5 spring b");
    assertThat(
            ledger.query(
                "SELECT concat_ws(' ', sent, opened, replied_24h) FROM rapport.message_cube"
                    + " WHERE cube = 1 AND account_id = "
                    + ledger.accountId()))
        .containsExactly("1 1 1");
    assertThat(
            ledger.query(
                "SELECT concat_ws(' ', clock, first_turn, bin, turns, seconds) FROM"
                    + " rapport.latency_cube WHERE cube = 0 AND account_id = "
                    + ledger.accountId()
                    + " ORDER BY 1"))
        .containsExactly("1 t 414 1 3600", "2 t 414 1 3600", "3 t -1 1 0");
    assertThat(ledger.waiting()).isZero();
  }

  @Test
  void aFactThatComesLaterChangesOldRowsAndTheirCubes() {
    var contact = ledger.contact();
    ledger.store(contact, new Story().sent("c", "0H", Origin.CAMPAIGN));
    workshop().drain();
    assertThat(ledger.query("SELECT sum(opened) FROM rapport.message_cube" + overall()))
        .containsExactly("0");
    ledger.store(contact, new Story().read("c", "1H"));
    workshop().drain();
    assertThat(ledger.query("SELECT sum(opened) FROM rapport.message_cube" + overall()))
        .containsExactly("1");
    assertThat(ledger.query("SELECT sum(sent) FROM rapport.message_cube" + overall()))
        .containsExactly("1");
  }

  private String overall() {
    return " WHERE cube = 0 AND account_id = " + ledger.accountId();
  }

  @Test
  void whatIngestAnnouncesIsProjectedOnceHoweverOftenItIsAnnounced() {
    var writer = ledger.contact();
    var other = ledger.contact();
    ledger.store(writer, new Story().writes("q", "0H"));
    ledger.store(other, new Story().writes("r", "0H"));
    for (int batch = 0; batch < 4; batch++) {
      ledger.announce(writer, other);
    }
    var workshop = workshop();
    workshop.drain();
    assertThat(ledger.waiting()).isZero();
    assertThat(ledger.count("message")).isEqualTo(2);
    // Two announcements are taken at a time, and these six are of two people.
    assertThat(workshop.meters.counter("rapport.projection.contacts").count()).isEqualTo(6);
  }

  @Test
  void anAnnouncementThatAnotherWorkerHoldsIsLeftToIt() throws SQLException {
    var contact = ledger.contact();
    ledger.store(contact, new Story().writes("q", "0H"));
    try (var other = TestDatabase.shared().admin();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT 1 FROM rapport.work_announcement FOR UPDATE");
      workshop().drain();
      assertThat(ledger.count("message")).isZero();
      other.rollback();
    }
    workshop().drain();
    assertThat(ledger.count("message")).isOne();
  }

  @Test
  void timeAloneClosesAnEpisode() {
    clock.set(at("2H"));
    var contact = ledger.contact();
    ledger.store(contact, new Story().writes("r", "1H"));
    workshop().drain();
    assertThat(ledger.query("SELECT closed_at FROM rapport.episode" + ledger.all()))
        .containsExactly((String) null);
    assertThat(ledger.waiting()).isEqualTo(1);

    clock.set(at("24H59M59S"));
    workshop().drain();
    assertThat(ledger.query("SELECT closed_at FROM rapport.episode" + ledger.all()))
        .containsExactly((String) null);

    clock.set(at("25H"));
    workshop().drain();
    assertThat(
            ledger.query("SELECT closed_at AT TIME ZONE 'UTC' FROM rapport.episode" + ledger.all()))
        .containsExactly("2026-03-02 09:00:00");
    assertThat(ledger.waiting()).isZero();
  }

  @Test
  void whoWritesAgainIsLookedAtWhenTheFirstSilenceWouldHaveEndedAndWhenTheLastOneDoes() {
    var due =
        "SELECT concat_ws(' ', work_id, due_at AT TIME ZONE 'UTC') FROM rapport.contact_work"
            + ledger.all();
    clock.set(at("1H"));
    var contact = ledger.contact();
    ledger.store(contact, new Story().writes("r", "1H"));
    workshop().drain();
    var first = ledger.query(due);
    assertThat(first).singleElement().asString().endsWith("2026-03-03 09:00:00");

    clock.set(at("3H"));
    ledger.store(contact, new Story().writes("s", "3H"));
    workshop().drain();
    assertThat(ledger.query(due)).isEqualTo(first);

    clock.set(at("25H"));
    workshop().drain();
    assertThat(ledger.query("SELECT closed_at FROM rapport.episode" + ledger.all()))
        .containsExactly((String) null);
    assertThat(ledger.query(due)).singleElement().asString().endsWith("2026-03-03 11:00:00");

    clock.set(at("27H"));
    workshop().drain();
    assertThat(
            ledger.query("SELECT closed_at AT TIME ZONE 'UTC' FROM rapport.episode" + ledger.all()))
        .containsExactly("2026-03-02 11:00:00");
    assertThat(ledger.waiting()).isZero();
  }

  @Test
  void whatIsKilledInTheMiddleLeavesNothingHalfDone() throws Exception {
    var contact = ledger.contact();
    var workshop = workshop();
    ledger.store(contact, new Story().sent("c", "0H", Origin.CAMPAIGN));
    workshop.drain();
    ledger.store(contact, Story.conversation());
    var before = ledger.derived();

    try (var blocker = TestDatabase.shared().admin();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      blocker.setAutoCommit(false);
      try (var statement = blocker.createStatement()) {
        statement.execute("SELECT FROM rapport.message_cube" + ledger.all() + " FOR UPDATE");
      }
      var projecting =
          CompletableFuture.runAsync(
              () -> {
                workshop.projector.gather(ledger.accountId());
                workshop.projector.projectDue(ledger.accountId());
              },
              threads);
      await().until(() -> !waitingForALock().isEmpty());
      ledger.execute("SELECT pg_terminate_backend(%s)".formatted(waitingForALock().getFirst()));
      assertThatThrownBy(() -> projecting.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      blocker.rollback();
    }

    assertThat(ledger.derived()).isEqualTo(before);
    assertThat(ledger.waiting()).isEqualTo(1);
    workshop.drain();
    var after = ledger.derived();
    assertThat(after).isNotEqualTo(before);
    workshop.rebuild(ledger.accountId());
    assertThat(ledger.derived()).isEqualTo(after);
  }

  private List<String> waitingForALock() {
    return ledger.query(
        """
        SELECT pid FROM pg_stat_activity
        WHERE usename = 'rapport_metrics' AND wait_event_type = 'Lock'
          AND query LIKE 'INSERT INTO message_cube%'""");
  }

  @Test
  void aContactWhoseFactsCannotBeUnderstoodIsTriedLaterAndBlocksNobody() {
    var poisoned = ledger.contact();
    var other = ledger.contact();
    ledger.store(poisoned, Story.conversation());
    ledger.store(other, Story.conversation());
    ledger.execute(
        "UPDATE rapport.event SET kind = 99 WHERE kind = 15 AND contact_id = '" + poisoned + "'");
    var workshop = workshop();
    workshop.drain();
    assertThat(messagesOf(other)).isEqualTo(4);
    assertThat(messagesOf(poisoned)).isZero();
    assertThat(ledger.waiting()).isEqualTo(1);
    assertThat(workshop.meters.counter("rapport.projection.postponed").count()).isEqualTo(1);
    assertThat(failures())
        .containsExactly(poisoned + " 1 IllegalArgumentException: unknown event kind 99");

    ledger.execute(
        "UPDATE rapport.event SET kind = 15 WHERE kind = 99 AND contact_id = '" + poisoned + "'");
    workshop.drain();
    assertThat(messagesOf(poisoned)).isZero();
    clock.advance(Duration.ofSeconds(10));
    workshop.drain();
    assertThat(messagesOf(poisoned)).isEqualTo(4);
    assertThat(ledger.waiting()).isZero();
    assertThat(failures()).isEmpty();
  }

  private List<String> failures() {
    return ledger.query(
        "SELECT contact_id || ' ' || attempts || ' ' || reason FROM rapport.projection_failure"
            + ledger.all());
  }

  @Test
  void aContactWhoseRowsPostgresRefusesIsTriedLaterAndBlocksNobody() {
    var refused = ledger.contact();
    var other = ledger.contact();
    ledger.store(refused, Story.conversation());
    ledger.store(other, Story.conversation());
    ledger.execute(
        "ALTER TABLE rapport.message ADD CONSTRAINT refusal CHECK (contact_id <> '%s')"
            .formatted(refused));
    var workshop = workshop();
    try {
      workshop.drain();
      assertThat(messagesOf(other)).isEqualTo(4);
      assertThat(messagesOf(refused)).isZero();
      assertThat(ledger.waiting()).isEqualTo(1);
      assertThat(workshop.meters.counter("rapport.projection.postponed").count()).isEqualTo(1);
      assertThat(failures())
          .singleElement()
          .asString()
          .startsWith(refused + " 1 SQLSTATE 23514: new row")
          .contains("refusal");
    } finally {
      ledger.execute("ALTER TABLE rapport.message DROP CONSTRAINT refusal");
    }
    clock.advance(Duration.ofSeconds(10));
    workshop.drain();
    assertThat(messagesOf(refused)).isEqualTo(4);
  }

  @Test
  void anAccountThatFailsKeepsNoOtherWaiting() {
    ledger.store(ledger.contact(), Story.conversation());
    var neighbour = new Ledger();
    var contact = neighbour.contact();
    neighbour.store(contact, Story.conversation());
    ledger.execute(
        """
        CREATE FUNCTION rapport.cancel() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION USING ERRCODE = ''57014'', MESSAGE = ''cancelled''; END';
        CREATE TRIGGER cancel BEFORE INSERT ON rapport.message
        FOR EACH ROW WHEN (NEW.account_id = %d) EXECUTE FUNCTION rapport.cancel()"""
            .formatted(ledger.accountId()));
    try {
      assertThatThrownBy(() -> workshop().worker.round()).isInstanceOf(BatchFailure.class);
      assertThat(messagesOf(contact)).isEqualTo(4);
      assertThat(ledger.waiting()).isEqualTo(1);
    } finally {
      ledger.execute("DROP FUNCTION rapport.cancel() CASCADE");
    }
    workshop().drain();
    assertThat(ledger.count("message")).isEqualTo(4);
  }

  private long messagesOf(UUID contact) {
    return Long.parseLong(
        ledger
            .query("SELECT count(*) FROM rapport.message WHERE contact_id = '" + contact + "'")
            .getFirst());
  }

  @Test
  void aContactMergedIntoAnotherLeavesNothingBehind() {
    var merged = ledger.contact();
    var heir = ledger.contact();
    ledger.store(merged, Story.conversation());
    ledger.store(heir, new Story().writes("other", "5H"));
    var workshop = workshop();
    workshop.drain();
    ledger.execute(
        "UPDATE rapport.event SET contact_id = '%s' WHERE contact_id = '%s'"
            .formatted(heir, merged));
    ledger.store(merged, List.of());
    ledger.store(heir, List.of());
    workshop.drain();
    assertThat(messagesOf(merged)).isZero();
    assertThat(messagesOf(heir)).isEqualTo(5);
    assertThat(ledger.count("timeline")).isEqualTo(1);
    var incremental = ledger.derived();
    workshop.rebuild(ledger.accountId());
    assertThat(ledger.derived()).isEqualTo(incremental);
  }

  @Test
  void aContactWithMoreFactsThanABatchReadsIsProjectedAlone() {
    var large = ledger.contact();
    ledger.store(large, new ContactHistories(1).history(60));
    for (int i = 0; i < 5; i++) {
      ledger.store(ledger.contact(), Story.conversation());
    }
    new Workshop(pool, clock, new TestConfig(3, 12)).drain();
    assertThat(ledger.waiting()).isZero();
    assertThat(ledger.count("timeline")).isEqualTo(6);
    assertThat(messagesOf(large)).isPositive();
  }

  @Test
  void whatIsProjectedAndHowLongItWaitedIsMeasured() {
    // What other tests left.
    workshop().drain();
    ledger.store(ledger.contact(), Story.conversation());
    var workshop = workshop();
    workshop.drain();
    assertThat(workshop.meters.counter("rapport.projection.contacts").count()).isEqualTo(1);
    assertThat(workshop.meters.counter("rapport.projection.events").count()).isEqualTo(5);
    assertThat(workshop.meters.get("rapport.projection.pending").gauge().value()).isZero();
    assertThat(workshop.meters.get("rapport.projection.lag.seconds").gauge().value()).isZero();
  }
}
