package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.account.CurrentSettings;
import io.rapport.ingest.links.reference.References;
import io.rapport.ingest.quarantine.ItemReader;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventIds;
import io.rapport.ingest.store.EventStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Takes a genuine webhook all the way to the database. Thread-safe. */
@ApplicationScoped
class WebhookIntake implements ItemReader {

  private static final Logger LOG = Logger.getLogger(WebhookIntake.class);

  private final WebhookParser parser;
  private final AccountDirectory directory;
  private final EventStore store;
  private final Facts facts;
  private final WebhookMetrics metrics;
  private final Clock clock;

  /** How long the database may take to tell accounts and numbers. */
  private final Duration timeout;

  WebhookIntake(
      IngestSettings settings,
      AccountDirectory directory,
      EventStore store,
      EventIds ids,
      Pseudonyms pseudonyms,
      CurrentSettings accountSettings,
      References references,
      WebhookMetrics metrics,
      Clock clock) {
    this.parser = new WebhookParser();
    this.directory = requireNonNull(directory, "directory is null");
    this.store = requireNonNull(store, "store is null");
    this.facts = new Facts(ids, pseudonyms, accountSettings, references);
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.timeout = settings.batch().timeout();
  }

  /** Whether there is so little room that a webhook need not be taken apart to be refused. */
  boolean crowded() {
    return store.crowded();
  }

  /** Completes once everything the body says is committed. */
  CompletionStage<Void> accept(byte[] body) {
    var items = parser.parse(body);
    items.forEach(metrics::item);
    var addresses = new Addresses(items, directory);
    var receivedAt = clock.instant();
    return addresses.unknown()
        ? learn(addresses)
            .subscribeAsCompletionStage()
            .thenCompose(v -> submit(entries(items, addresses, receivedAt)))
        : submit(entries(items, addresses, receivedAt));
  }

  @Override
  public Uni<Map<Integer, List<Entry.Single>>> read(byte[] body, Instant receivedAt) {
    var items = parser.parse(body);
    var addresses = new Addresses(items, directory);
    return learn(addresses).map(known -> entries(items, addresses, receivedAt));
  }

  private Uni<Void> learn(Addresses addresses) {
    return addresses
        .learn()
        // These webhooks are not in the bounded queue yet: none may wait for ever.
        .ifNoItem()
        .after(timeout)
        .fail()
        .onFailure()
        // One line a webhook: while the database is away there are many.
        .invoke(failure -> LOG.warnf("the accounts of a webhook are not known: %s", failure));
  }

  private Map<Integer, List<Entry.Single>> entries(
      List<WebhookItem> items, Addresses addresses, Instant receivedAt) {
    Map<Integer, List<Entry.Single>> byAccount = new LinkedHashMap<>();
    for (var item : items) {
      int account = addresses.account(item);
      byAccount
          .computeIfAbsent(account, ignored -> new ArrayList<>())
          .add(facts.of(item, account, addresses.channel(item), receivedAt));
    }
    return byAccount;
  }

  private CompletionStage<Void> submit(Map<Integer, List<Entry.Single>> byAccount) {
    var submissions = new ArrayList<CompletableFuture<Void>>(byAccount.size());
    byAccount.forEach(
        (account, entries) ->
            submissions.add(store.submit(account, entries).toCompletableFuture()));
    return submissions.size() == 1
        ? submissions.getFirst()
        : CompletableFuture.allOf(submissions.toArray(CompletableFuture[]::new));
  }
}
