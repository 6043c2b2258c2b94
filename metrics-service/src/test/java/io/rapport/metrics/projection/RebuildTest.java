package io.rapport.metrics.projection;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.event.Event;
import io.rapport.metrics.timeline.ContactHistories;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@Timeout(180)
class RebuildTest {

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
  void aRebuildGivesTheSameRows() {
    var workshop = workshop();
    var random = new Random(4);
    for (int i = 0; i < 25; i++) {
      var contact = ledger.contact(i % 7 == 0 ? Exclusion.TEST : Exclusion.NONE);
      var events = new ArrayList<>(new ContactHistories(i).history(40));
      Collections.shuffle(events, random);
      ledger.store(contact, events.subList(0, 13));
      workshop.drain();
      ledger.store(contact, events.subList(13, 40));
      workshop.drain();
    }
    var incremental = ledger.derived();
    assertThat(incremental.get("message_cube")).isNotEmpty();
    assertThat(incremental.get("latency_cube")).isNotEmpty();
    assertThat(incremental.get("blocked_send")).isNotEmpty();

    workshop.rebuild(ledger.accountId());

    assertThat(ledger.derived()).isEqualTo(incremental);
    assertThat(workshop.status(ledger.accountId())).isEqualTo(new RebuildStatus("idle", 0, 25, 25));
  }

  @Test
  void aRebuildThatWasAskedForRunsUntilItsLastContact() {
    var contact = ledger.contact();
    ledger.store(contact, Story.conversation());
    var workshop = workshop();
    workshop.drain();
    workshop.rebuilds.request(Set.of(ledger.accountId())).await().indefinitely();
    assertThat(workshop.status(ledger.accountId()))
        .isEqualTo(new RebuildStatus("running", 1, 0, 1));
    workshop.drain();
    assertThat(workshop.status(ledger.accountId())).isEqualTo(new RebuildStatus("idle", 0, 1, 1));
  }

  @Test
  void aRebuildThatBeginsAnewCountsAllContactsAgain() {
    for (int i = 0; i < 3; i++) {
      ledger.store(ledger.contact(), Story.conversation());
    }
    var workshop = new Workshop(pool, clock, new TestConfig(1, 100));
    workshop.drain();
    var transactions =
        new WorkTransactions(new AccountTransactions(pool), pool, TestConfig.DEFAULT);
    var rebuild = new Rebuild(transactions, TestConfig.DEFAULT, clock);

    for (int i = 0; i < 2; i++) {
      workshop.rebuilds.request(Set.of(ledger.accountId())).await().indefinitely();
      rebuild.begin(ledger.accountId());
      workshop.projector.projectDue(ledger.accountId());
      assertThat(workshop.status(ledger.accountId()))
          .isEqualTo(new RebuildStatus("running", 2, 1, 3));
    }
    workshop.drain();
    assertThat(workshop.status(ledger.accountId())).isEqualTo(new RebuildStatus("idle", 0, 3, 3));
  }

  @Test
  void anAccountProjectedWithAnOlderDefinitionIsRebuilt() {
    ledger.store(ledger.contact(), Story.conversation());
    var workshop = workshop();
    workshop.drain();
    var before = ledger.derived();
    ledger.execute("UPDATE rapport.projection SET definition_version = 0" + ledger.all());
    ledger.execute("UPDATE rapport.message_cube SET sent = 99" + ledger.all());
    workshop.drain();
    assertThat(ledger.derived()).isEqualTo(before);
  }

  @Test
  void anAccountProjectedWithANewerDefinitionIsLeftAlone() {
    ledger.execute(
        "INSERT INTO rapport.projection (account_id, definition_version, rebuild_contacts)"
            + " VALUES (%d, 99, 0)".formatted(ledger.accountId()));
    ledger.store(ledger.contact(), Story.conversation());
    workshop().drain();
    assertThat(ledger.count("message")).isZero();
    assertThat(ledger.waiting()).isEqualTo(1);
  }

  @Test
  void severalWorkersAtOnceWhileFactsComeInGiveTheRowsOfARebuild() throws Exception {
    var contacts = new ArrayList<UUID>();
    for (int i = 0; i < 12; i++) {
      contacts.add(ledger.contact());
    }
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var workers = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < 3; i++) {
        var worker = new Workshop(pool, clock, new TestConfig(5, 100)).worker;
        workers.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!done.get()) {
                    worker.round();
                  }
                },
                threads));
      }
      feed(contacts);
      done.set(true);
      for (var worker : workers) {
        worker.get(60, TimeUnit.SECONDS);
      }
    }
    workshop().drain();
    assertThat(ledger.waiting()).isZero();
    var concurrent = ledger.derived();
    workshop().rebuild(ledger.accountId());
    assertThat(ledger.derived()).isEqualTo(concurrent);
  }

  @Test
  void whatWasThereIsReadUntilEverybodyIsProjectedAgain() {
    for (int i = 0; i < 3; i++) {
      ledger.store(ledger.contact(), Story.conversation());
    }
    var workshop = new Workshop(pool, clock, new TestConfig(1, 100));
    workshop.drain();
    var right = ledger.derived();
    ledger.execute("UPDATE rapport.message_cube SET sent = 99" + ledger.all());
    ledger.execute("UPDATE rapport.episode SET inbound_count = 99" + ledger.all());
    ledger.execute("DELETE FROM rapport.turn" + ledger.all());
    var wrong = ledger.derived();

    workshop.rebuilds.request(Set.of(ledger.accountId())).await().indefinitely();
    for (int round = 0; round < 4; round++) {
      assertThat(ledger.derived()).isEqualTo(wrong);
      assertThat(workshop.worker.round()).isTrue();
    }
    assertThat(workshop.status(ledger.accountId()))
        .isEqualTo(new RebuildStatus("running", 0, 3, 3));
    workshop.drain();
    assertThat(ledger.derived()).isEqualTo(right);
    assertThat(workshop.status(ledger.accountId())).isEqualTo(new RebuildStatus("idle", 0, 3, 3));
    assertThat(ledger.query("SELECT 1 FROM rapport_aside.message" + ledger.all())).isEmpty();
  }

  @Test
  void whoHasNewsGoesBeforeARebuildAndCountsOnBothSides() {
    var contacts = List.of(ledger.contact(), ledger.contact(), ledger.contact());
    contacts.forEach(contact -> ledger.store(contact, Story.conversation()));
    var workshop = new Workshop(pool, clock, new TestConfig(1, 100));
    workshop.drain();
    workshop.rebuilds.request(Set.of(ledger.accountId())).await().indefinitely();
    workshop.worker.round();
    workshop.worker.round();

    contacts
        .subList(0, 2)
        .forEach(contact -> ledger.store(contact, new Story().writes("more", "200H")));
    workshop.worker.round();
    assertThat(ledger.count("message")).isEqualTo(3 * 4 + 2);
    assertThat(workshop.status(ledger.accountId()).state()).isEqualTo("running");
    var before = ledger.derived();
    workshop.drain();
    assertThat(ledger.derived()).isEqualTo(before);
  }

  @Test
  void contactsOfAPeriodAreProjectedAgainInPlace() {
    var early = ledger.contact();
    var late = ledger.contact();
    ledger.store(early, new Story().writes("early", "0H"));
    ledger.store(late, new Story().writes("late", "100H"));
    var workshop = workshop();
    workshop.drain();
    ledger.execute("UPDATE rapport.episode SET inbound_count = 99" + ledger.all());

    workshop
        .rebuilds
        .request(Set.of(ledger.accountId()), at("50H"), at("101H"))
        .await()
        .indefinitely();
    assertThat(workshop.status(ledger.accountId()))
        .isEqualTo(new RebuildStatus("running", 1, 0, 1));
    workshop.drain();
    assertThat(workshop.status(ledger.accountId())).isEqualTo(new RebuildStatus("idle", 0, 1, 1));
    assertThat(
            ledger.query(
                "SELECT contact_id || ' ' || inbound_count FROM rapport.episode"
                    + ledger.all()
                    + " ORDER BY opened_at"))
        .containsExactly(early + " 99", late + " 1");
  }

  @Test
  void periodsAndWholesAskedForAtOnceAreAllCounted() throws Exception {
    for (int i = 0; i < 20; i++) {
      ledger.store(ledger.contact(), Story.conversation());
    }
    var workshop = workshop();
    workshop.drain();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 5; round++) {
        var asked = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 4; i++) {
          asked.add(
              CompletableFuture.runAsync(
                  () ->
                      workshop
                          .rebuilds
                          .request(Set.of(ledger.accountId()), at("0H"), at("700H"))
                          .await()
                          .indefinitely(),
                  threads));
        }
        if (round % 2 == 1) {
          asked.add(
              CompletableFuture.runAsync(
                  () ->
                      workshop.rebuilds.request(Set.of(ledger.accountId())).await().indefinitely(),
                  threads));
          asked.add(CompletableFuture.runAsync(workshop.worker::round, threads));
        }
        for (var one : asked) {
          one.get(60, TimeUnit.SECONDS);
        }
        workshop.drain();
        assertThat(workshop.status(ledger.accountId()))
            .isEqualTo(new RebuildStatus("idle", 0, 20, 20));
      }
    }
  }

  @Test
  void everyDerivedTableIsThereTwiceAndAlike() {
    var columns =
        """
        SELECT string_agg(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable,
                          ', ' ORDER BY table_name, ordinal_position)
        FROM information_schema.columns WHERE table_schema = '%s' AND table_name IN (
          SELECT table_name FROM information_schema.tables WHERE table_schema = 'rapport_aside')""";
    assertThat(ledger.query(columns.formatted("rapport_aside")))
        .isEqualTo(ledger.query(columns.formatted("rapport")));
    assertThat(
            ledger.query(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = 'rapport_aside'"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(DerivedTable.values()).map(DerivedTable::table).toList());
  }

  private void feed(List<UUID> contacts) {
    var random = new Random(9);
    for (int round = 0; round < 12; round++) {
      if (round % 4 == 1) {
        workshop().rebuilds.request(Set.of(ledger.accountId())).await().indefinitely();
      }
      for (int i = 0; i < contacts.size(); i++) {
        List<Event> history = new ContactHistories(i).history(60);
        int from = random.nextInt(55);
        ledger.store(contacts.get(i), history.subList(from, from + 5));
      }
    }
  }
}
