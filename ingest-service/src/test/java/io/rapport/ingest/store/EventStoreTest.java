package io.rapport.ingest.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.Stored;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.Names;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class EventStoreTest {

  @Inject EventStore store;
  @Inject AccountDirectory directory;
  @Inject Pseudonyms pseudonyms;
  @Inject Vertx vertx;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @Test
  void aRowTheDatabaseRefusesGoesToQuarantineAndTakesNothingWithIt() {
    var channel = register();
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < 50; i++) {
      entries.add(
          fact(
              channel, "4915" + i % 9, "good" + i, "spring", Instant.ofEpochSecond(1_760_000_000)));
    }
    entries.set(
        17, fact(channel, "49151", "nul", "a\u0000b", Instant.ofEpochSecond(1_760_000_000)));
    entries.set(42, fact(channel, "49152", "never", "x", Instant.parse("3000-01-01T00:00:00Z")));
    store.submit(channel.accountId(), entries).toCompletableFuture().join();
    assertThat(stored.count("event")).isEqualTo(48);
    assertThat(
            stored.rows(
                "SELECT reason, detail FROM rapport.quarantine WHERE account_id = :account ORDER BY detail"))
        .containsExactly(
            List.of("rejected-by-database", "SQLSTATE 22008"),
            List.of("rejected-by-database", "SQLSTATE 22P05"));
  }

  @Test
  void aPartitionThatWasTakenAwayIsMadeAgain() throws SQLException {
    var channel = register();
    var month = Instant.parse("2011-03-05T00:00:00Z");
    keep(channel, fact(channel, "49151", "m1", "x", month));
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE rapport.event_2011_03");
    }
    keep(channel, fact(channel, "49151", "m2", "x", month));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("quarantine")).isZero();
  }

  @Test
  void newFactsWakeTheProjection() {
    var channel = register();
    var options =
        PgConnectOptions.fromUri(TestDatabase.shared().reactiveUrl())
            .setUser("postgres")
            .setPassword("postgres");
    var listener =
        PgConnection.connect(vertx, options).toCompletionStage().toCompletableFuture().join();
    var woken = new AtomicInteger();
    listener.notificationHandler(notification -> woken.incrementAndGet());
    listener
        .query("LISTEN rapport_work")
        .execute()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    keep(channel, fact(channel, "49151", "m1", "x", Instant.ofEpochSecond(1_760_000_000)));
    await().untilAtomic(woken, greaterThan(0));
    listener.close().toCompletionStage().toCompletableFuture().join();
  }

  private void keep(Channel channel, Entry... entries) {
    store.submit(channel.accountId(), List.of(entries)).toCompletableFuture().join();
  }

  private Channel register() {
    return directory.register(waba, "7", Optional.empty()).await().indefinitely();
  }

  private Entry.Fact fact(
      Channel channel, String number, String wamid, String campaign, Instant occurredAt) {
    var id = pseudonyms.digest(Pseudonyms.Domain.EVENT, waba, wamid);
    var label =
        new MessageLabel(
            Optional.empty(),
            Optional.of(campaign),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Entry.Fact(
        new MessageStatus(
            id,
            channel.channelId(),
            occurredAt,
            id,
            false,
            EventKind.STATUS_SENT,
            Optional.empty(),
            false,
            OptionalInt.empty(),
            label),
        Names.of(List.of(Identity.ofPerson(number).orElseThrow()), pseudonyms),
        new Text(wamid));
  }

  private record Text(String text) implements Evidence {
    @Override
    public String field() {
      return "messages";
    }

    @Override
    public boolean fieldKnown() {
      return true;
    }

    @Override
    public byte[] body() {
      return text.getBytes(UTF_8);
    }
  }
}
