package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.account.CurrentSettings;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventIds;
import io.rapport.ingest.store.EventStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Takes a genuine webhook all the way to the database. */
final class WebhookIntake {

  private static final Logger LOG = Logger.getLogger(WebhookIntake.class);

  /** Where everything goes that names no account we know. */
  private static final int NO_ACCOUNT = 0;

  private final WebhookParser parser;
  private final AccountDirectory directory;
  private final EventStore store;
  private final Facts facts;
  private final WebhookMetrics metrics;
  private final Duration timeout;

  /**
   * @param timeout how long the database may take to tell accounts and numbers
   */
  WebhookIntake(
      WebhookParser parser,
      AccountDirectory directory,
      EventStore store,
      EventIds ids,
      Pseudonyms pseudonyms,
      CurrentSettings settings,
      WebhookMetrics metrics,
      Duration timeout) {
    this.parser = requireNonNull(parser, "parser is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.store = requireNonNull(store, "store is null");
    this.facts = new Facts(ids, pseudonyms, settings);
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.timeout = requireNonNull(timeout, "timeout is null");
  }

  /** Completes once everything the body says is committed. */
  CompletionStage<Void> accept(byte[] body) {
    var items = parser.parse(body);
    items.forEach(metrics::item);
    var addresses = new Addresses();
    items.forEach(item -> addresses.add(item, directory));
    return addresses.unknown()
        ? learn(addresses).subscribeAsCompletionStage().thenCompose(v -> submit(items, addresses))
        : submit(items, addresses);
  }

  /** What the items of one body belong to. */
  private static final class Addresses {

    private final Map<BusinessNumber, Channel> channels = new HashMap<>();
    private final Map<String, Integer> accounts = new HashMap<>();
    private final Set<BusinessNumber> unknownNumbers = new LinkedHashSet<>();
    private final Set<String> unknownAccounts = new LinkedHashSet<>();

    void add(WebhookItem item, AccountDirectory directory) {
      switch (item) {
        case WebhookItem.Received received -> add(received.number(), directory);
        case WebhookItem.Reported reported -> add(reported.number(), directory);
        case WebhookItem.Unreadable unreadable ->
            unreadable.wabaId().ifPresent(unknownAccounts::add);
      }
    }

    private void add(BusinessNumber number, AccountDirectory directory) {
      if (!channels.containsKey(number)) {
        directory
            .known(number.wabaId(), number.phoneNumberId())
            .ifPresentOrElse(
                channel -> channels.put(number, channel), () -> unknownNumbers.add(number));
      }
    }

    boolean unknown() {
      return !unknownNumbers.isEmpty() || !unknownAccounts.isEmpty();
    }
  }

  /** An unreadable item registers nothing: its id need not be that of a WABA. */
  private Uni<Void> learn(Addresses addresses) {
    return Multi.createFrom()
        .iterable(addresses.unknownNumbers)
        .onItem()
        .transformToUniAndConcatenate(
            number ->
                directory
                    .register(number.wabaId(), number.phoneNumberId(), number.displayPhoneNumber())
                    .invoke(channel -> addresses.channels.put(number, channel)))
        .collect()
        .last()
        .chain(
            () ->
                Multi.createFrom()
                    .iterable(addresses.unknownAccounts)
                    .onItem()
                    .transformToUniAndConcatenate(
                        wabaId ->
                            directory
                                .find(wabaId)
                                .invoke(
                                    found ->
                                        addresses.accounts.put(wabaId, found.orElse(NO_ACCOUNT))))
                    .collect()
                    .last())
        .replaceWithVoid()
        // These webhooks are not in the bounded queue yet: none may wait for ever.
        .ifNoItem()
        .after(timeout)
        .fail()
        .onFailure()
        // One line a webhook: while the database is away there are many.
        .invoke(failure -> LOG.warnf("the accounts of a webhook are not known: %s", failure));
  }

  private CompletionStage<Void> submit(List<WebhookItem> items, Addresses addresses) {
    Map<Integer, List<Entry>> byAccount = new LinkedHashMap<>();
    for (var item : items) {
      switch (item) {
        case WebhookItem.Received received -> {
          var channel = addresses.channels.get(received.number());
          entries(byAccount, channel.accountId()).add(facts.of(received, channel));
        }
        case WebhookItem.Reported reported -> {
          var channel = addresses.channels.get(reported.number());
          entries(byAccount, channel.accountId()).add(facts.of(reported, channel.channelId()));
        }
        case WebhookItem.Unreadable unreadable ->
            entries(byAccount, account(unreadable.wabaId(), addresses))
                .add(
                    new Entry.Rejected(
                        unreadable.reason().id(), unreadable.detail(), unreadable.source()));
      }
    }
    var submissions = new ArrayList<CompletableFuture<Void>>(byAccount.size());
    byAccount.forEach(
        (account, entries) ->
            submissions.add(store.submit(account, entries).toCompletableFuture()));
    return submissions.size() == 1
        ? submissions.getFirst()
        : CompletableFuture.allOf(submissions.toArray(CompletableFuture[]::new));
  }

  private static int account(Optional<String> wabaId, Addresses addresses) {
    return wabaId.map(addresses.accounts::get).orElse(NO_ACCOUNT);
  }

  private static List<Entry> entries(Map<Integer, List<Entry>> byAccount, int account) {
    return byAccount.computeIfAbsent(account, ignored -> new ArrayList<>());
  }
}
