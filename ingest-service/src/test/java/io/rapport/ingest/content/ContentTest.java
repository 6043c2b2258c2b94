package io.rapport.ingest.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.identity.IdentityCipher;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.ReceivedFacts;
import io.rapport.ingest.Stored;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.identity.Alias;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventStore;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to the text of messages once an account keeps it. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ContentTest {

  private static final Identity NUMBER = new Identity(IdentityKind.WA_ID, "4915112345678");
  private static final Identity USER_ID = new Identity(IdentityKind.USER_ID, "DE.123");
  private static final Duration MONTH = Duration.ofDays(30);

  @Inject EventStore store;
  @Inject AccountDirectory directory;
  @Inject AccountTransactions transactions;
  @Inject IdentityCipher cipher;
  @Inject Pseudonyms pseudonyms;
  @Inject ContentExpiry expiry;
  @Inject MeterRegistry registry;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private Channel channel;
  private ContentReader reader;

  @BeforeEach
  void anAccountThatKeepsText() throws SQLException {
    channel = directory.register(waba, "7", Optional.empty()).await().indefinitely();
    reader = new ContentReader(transactions, cipher, Clock.systemUTC());
    settings(30);
  }

  @Test
  void whatWasSaidCanBeReadAgain() {
    keep(
        said(NUMBER, "m1", now.minusSeconds(60), "Where is my order?"),
        said(NUMBER, "m2", now, "\u0000 caf\u00e9 \ud83d\ude00 \ud83d"),
        said(USER_ID, "m3", now, "somebody else"));
    assertThat(texts(contact("4915112345678")))
        .containsExactly("Where is my order?", "\u0000 caf\u00e9 \ud83d\ude00 ?");
  }

  @Test
  void itIsStoredEncrypted() {
    keep(said(NUMBER, "m1", now, "Where is my order?"));
    var ciphertext =
        (byte[])
            stored
                .values(
                    "SELECT ciphertext FROM rapport.message_content WHERE account_id = :account")
                .getFirst();
    assertThat(new String(ciphertext, ISO_8859_1)).doesNotContain("order");
  }

  @Test
  void withoutTheContactsKeyNobodyReadsItAndNothingIsAdded() throws SQLException {
    keep(said(NUMBER, "m1", now, "secret"), said(USER_ID, "m2", now, "another's"));
    var contact = contact("4915112345678");
    execute("DELETE FROM rapport.contact_key WHERE contact_id = '" + contact + "'");
    assertThat(reader.read(channel.accountId(), contact).await().indefinitely()).isEmpty();
    keep(said(NUMBER, "m3", now, "later"));
    assertThat(stored.count("message_content", "contact_id = '" + contact + "'")).isOne();
    assertThat(stored.count("event")).isEqualTo(3);
  }

  @Test
  void aRepeatedMessageIsKeptOnce() {
    double kept = counter("stored");
    var fact = said(NUMBER, "m1", now, "once");
    keep(fact, fact);
    keep(fact);
    assertThat(stored.count("message_content")).isOne();
    assertThat(counter("stored")).isEqualTo(kept + 1);
  }

  @Test
  void itMovesToTheHeirWhenContactsAreMerged() {
    keep(said(NUMBER, "m1", now.minusSeconds(9), "by number"));
    keep(said(USER_ID, "m2", now.minusSeconds(8), "by user id"));
    keep(said(Set.of(NUMBER, USER_ID), "m3", now, "both"));
    assertThat(stored.count("contact", "merged_into IS NULL")).isOne();
    assertThat(texts(contact("4915112345678"))).containsExactly("by number", "by user id", "both");
  }

  @Test
  void aMergeIsNotHeldUpByTextNobodyCanRead() throws SQLException {
    keep(said(NUMBER, "m1", now, "by number"));
    keep(said(USER_ID, "m2", now, "by user id"));
    var younger = contact("DE.123");
    execute(
        "DELETE FROM rapport.contact_key WHERE contact_id = '" + younger + "'",
        "DELETE FROM rapport.contact_identity WHERE contact_id = '" + younger + "'");
    keep(said(Set.of(NUMBER, USER_ID), "m3", now.plusSeconds(1), "both"));
    assertThat(texts(contact("4915112345678"))).containsExactly("by number", "both");
    assertThat(stored.count("message_content")).isEqualTo(2);
  }

  @Test
  void aLongTextIsCutBetweenCharacters() {
    double truncated = counter("truncated");
    keep(said(NUMBER, "m1", now, "x" + "\u00e9".repeat(40_000)));
    assertThat(texts(contact("4915112345678")))
        .containsExactly("x" + "\u00e9".repeat(64 * 1024 / 2 - 1));
    assertThat(counter("truncated")).isEqualTo(truncated + 1);
  }

  @Test
  void whatIsOlderThanItIsToBeKeptIsNotKeptAtAll() {
    keep(said(NUMBER, "m1", now.minus(MONTH).minusSeconds(1), "long ago"));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("message_content")).isZero();
  }

  @Test
  void aClockThatRunsAheadDoesNotLengthenTheTime() {
    keep(said(NUMBER, "m1", now.plus(Duration.ofDays(3000)), "from the future"));
    assertThat(stored.count("message_content", "expires_at <= now() + interval '30 days'")).isOne();
  }

  @Test
  void whatIsOverItsTimeIsDeleted() throws SQLException {
    keep(said(NUMBER, "m1", now, "a"), said(NUMBER, "m2", now.minusSeconds(5), "b"));
    double deleted = counter("deleted");
    execute(
        "UPDATE rapport.message_content SET expires_at = now() WHERE occurred_at < '"
            + now
            + "'"
            + " AND ciphertext IS NOT NULL AND account_id = "
            + channel.accountId());
    assertThat(texts(contact("4915112345678"))).containsExactly("a");
    expiry.run().await().indefinitely();
    assertThat(stored.count("message_content")).isOne();
    assertThat(counter("deleted")).isGreaterThanOrEqualTo(deleted + 1);
  }

  @Test
  void aShorterTimeHoldsForWhatIsThereAndALongerOneDoesNot() throws SQLException {
    keep(
        said(NUMBER, "m1", now.minus(Duration.ofDays(10)), "ten days"),
        said(NUMBER, "m2", now, "today"));
    settings(3650);
    expiry.run().await().indefinitely();
    assertThat(stored.count("message_content", "expires_at < now() + interval '31 days'"))
        .isEqualTo(2);
    settings(7);
    expiry.run().await().indefinitely();
    assertThat(texts(contact("4915112345678"))).containsExactly("today");
  }

  @Test
  void turnedOffEverythingIsDeletedInBatchesByAnyNumberOfProcesses() throws SQLException {
    var facts = new ArrayList<Entry>();
    for (int i = 0; i < 2500; i++) {
      facts.add(said(NUMBER, "m" + i, now.minusSeconds(i), "text " + i));
    }
    store.submit(channel.accountId(), facts).toCompletableFuture().join();
    assertThat(stored.count("message_content")).isEqualTo(2500);
    settings(null);
    var runs = Stream.generate(() -> expiry.run().subscribeAsCompletionStage()).limit(4).toList();
    runs.forEach(run -> run.join());
    expiry.run().await().indefinitely();
    assertThat(stored.count("message_content")).isZero();
    assertThat(stored.count("event")).isEqualTo(2500);
  }

  @Test
  void nothingThatCarriesTextShowsIt() {
    var content = new MessageContent("very secret", MONTH);
    assertThat(content.toString()).doesNotContain("secret");
    assertThat(said(NUMBER, "m1", now, "very secret").toString()).doesNotContain("secret");
    assertThat(new ContentReader.Text(UUID.randomUUID(), now, "very secret").toString())
        .doesNotContain("secret");
  }

  private Entry.Fact said(Identity name, String wamid, Instant at, String text) {
    return said(Set.of(name), wamid, at, text);
  }

  private Entry.Fact said(Set<Identity> names, String wamid, Instant at, String text) {
    return new ReceivedFacts(pseudonyms)
        .of(channel, names, wamid, at, Optional.of(new MessageContent(text, MONTH)));
  }

  private void keep(Entry... entries) {
    store.submit(channel.accountId(), List.of(entries)).toCompletableFuture().join();
  }

  private List<String> texts(UUID contact) {
    return reader.read(channel.accountId(), contact).await().indefinitely().stream()
        .map(ContentReader.Text::text)
        .toList();
  }

  private UUID contact(String name) {
    var digest = Alias.of(Identity.ofPerson(name).orElseThrow(), pseudonyms).digest();
    return (UUID)
        stored
            .values(
                "SELECT contact_id FROM rapport.contact_alias WHERE account_id = :account"
                    + " AND digest = '"
                    + digest
                    + "'")
            .getFirst();
  }

  private double counter(String name) {
    return registry.get("rapport.ingest.content." + name).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private void settings(Integer days) throws SQLException {
    execute(
        """
        INSERT INTO rapport.account_settings (account_id, version, content_retention_days,
          opt_out_keywords, opt_in_keywords, changed_at, changed_by)
        VALUES (%1$d, 1, %2$s, '{}', '{}', now(), 'test')
        ON CONFLICT (account_id) DO UPDATE SET content_retention_days = %2$s"""
            .formatted(channel.accountId(), days));
  }

  private static void execute(String... statements) throws SQLException {
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
