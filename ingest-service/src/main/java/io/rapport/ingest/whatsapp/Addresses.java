package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Event;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.account.Channel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the items of one body belong to, in numbers. For one body only. */
final class Addresses {

  /** Where everything goes that names no account we know. */
  private static final int NO_ACCOUNT = 0;

  private final AccountDirectory directory;
  private final Map<BusinessNumber, Channel> channels = new HashMap<>();
  private final Map<String, Integer> accounts = new HashMap<>();
  private final Set<BusinessNumber> newNumbers = new LinkedHashSet<>();
  private final Set<String> newAccounts = new LinkedHashSet<>();
  private final Set<String> doubtfulAccounts = new LinkedHashSet<>();

  Addresses(List<WebhookItem> items, AccountDirectory directory) {
    this.directory = requireNonNull(directory, "directory is null");
    items.forEach(this::add);
  }

  private void add(WebhookItem item) {
    switch (item) {
      case WebhookItem.Received received -> add(received.number());
      case WebhookItem.Reported reported -> add(reported.number());
      case WebhookItem.Echoed echoed -> add(echoed.number());
      case WebhookItem.Backfilled backfilled -> add(backfilled.message().number());
      case WebhookItem.Converted converted -> add(converted.number());
      case WebhookItem.Happened happened -> add(happened.address(), true);
      case WebhookItem.OfAccount told -> add(told.address(), told.registers());
      case WebhookItem.Unreadable unreadable ->
          // It registers nothing: its id need not be that of a WABA.
          unreadable.wabaId().ifPresent(doubtfulAccounts::add);
    }
  }

  private void add(Address address, boolean registers) {
    switch (address) {
      case BusinessNumber number -> add(number);
      case WholeAccount account ->
          (registers ? newAccounts : doubtfulAccounts).add(account.wabaId());
    }
  }

  private void add(BusinessNumber number) {
    if (!channels.containsKey(number)) {
      directory
          .known(number.wabaId(), number.phoneNumberId())
          .ifPresentOrElse(channel -> channels.put(number, channel), () -> newNumbers.add(number));
    }
  }

  /** Whether the database has to be asked. */
  boolean unknown() {
    return !newNumbers.isEmpty() || !newAccounts.isEmpty() || !doubtfulAccounts.isEmpty();
  }

  /** Asks it. */
  Uni<Void> learn() {
    return each(
            newNumbers,
            number ->
                directory
                    .register(number.wabaId(), number.phoneNumberId(), number.displayPhoneNumber())
                    .invoke(channel -> channels.put(number, channel)))
        .chain(
            () ->
                each(
                    newAccounts,
                    wabaId ->
                        directory.register(wabaId).invoke(found -> accounts.put(wabaId, found))))
        .chain(
            () ->
                each(
                    doubtfulAccounts,
                    wabaId ->
                        directory
                            .find(wabaId)
                            .invoke(
                                found -> accounts.putIfAbsent(wabaId, found.orElse(NO_ACCOUNT)))));
  }

  private static <T> Uni<Void> each(Set<T> things, Function<T, Uni<?>> question) {
    return Multi.createFrom()
        .iterable(things)
        .onItem()
        .transformToUniAndConcatenate(question::apply)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** The account an item belongs to; 0 if it names none that is known. */
  int account(WebhookItem item) {
    return switch (item) {
      case WebhookItem.Received received -> channels.get(received.number()).accountId();
      case WebhookItem.Reported reported -> channels.get(reported.number()).accountId();
      case WebhookItem.Echoed echoed -> channels.get(echoed.number()).accountId();
      case WebhookItem.Backfilled backfilled -> account(backfilled.message());
      case WebhookItem.Converted converted -> channels.get(converted.number()).accountId();
      case WebhookItem.Happened happened -> account(happened.address());
      case WebhookItem.OfAccount told -> account(told.address());
      case WebhookItem.Unreadable unreadable ->
          unreadable.wabaId().map(accounts::get).orElse(NO_ACCOUNT);
    };
  }

  /** The channel an item belongs to, if any. */
  int channel(WebhookItem item) {
    return switch (item) {
      case WebhookItem.Received received -> channels.get(received.number()).channelId();
      case WebhookItem.Reported reported -> channels.get(reported.number()).channelId();
      case WebhookItem.Echoed echoed -> channels.get(echoed.number()).channelId();
      case WebhookItem.Backfilled backfilled -> channel(backfilled.message());
      case WebhookItem.Converted converted -> channels.get(converted.number()).channelId();
      case WebhookItem.Happened happened -> channel(happened.address());
      case WebhookItem.OfAccount told -> channel(told.address());
      case WebhookItem.Unreadable unreadable -> Event.NO_CHANNEL;
    };
  }

  private int account(Address address) {
    return switch (address) {
      case BusinessNumber number -> channels.get(number).accountId();
      case WholeAccount account -> accounts.get(account.wabaId());
    };
  }

  private int channel(Address address) {
    return switch (address) {
      case BusinessNumber number -> channels.get(number).channelId();
      case WholeAccount account -> Event.NO_CHANNEL;
    };
  }
}
