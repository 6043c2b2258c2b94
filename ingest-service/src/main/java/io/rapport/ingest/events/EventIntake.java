package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Event;
import io.rapport.common.problem.ProblemException;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.identity.KnownContact;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Takes the events of one request all the way to the database. For one request only. */
final class EventIntake {

  private final AccountScope scope;
  private final AccountDirectory directory;
  private final EventFacts facts;
  private final EventStore store;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<Address, Channel> channels = new HashMap<>();

  private record Address(String wabaId, String phoneNumberId) {}

  EventIntake(AccountScope scope, AccountDirectory directory, EventFacts facts, EventStore store) {
    this.scope = requireNonNull(scope, "scope is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.store = requireNonNull(store, "store is null");
  }

  /** Completes once all that can be stored is committed, and each intake knows its outcome. */
  Uni<Void> store(List<Intake> intakes) {
    return findAccounts(intakes)
        .chain(() -> findChannels(intakes))
        .chain(() -> Uni.createFrom().completionStage(() -> submit(intakes)));
  }

  /**
   * Refuses what could not be stored for what it says itself; stores nothing.
   *
   * @return by the ids of contacts that somebody was told of, what is about them: whether there are
   *     such contacts is not looked up
   */
  Uni<Map<UUID, List<Intake>>> check(List<Intake> intakes) {
    return findAccounts(intakes)
        .chain(() -> findChannels(intakes))
        .map(
            done -> {
              Map<UUID, List<Intake>> named = new LinkedHashMap<>();
              for (var intake : intakes) {
                try {
                  intake
                      .event()
                      .map(facts::subject)
                      .filter(KnownContact.class::isInstance)
                      .map(subject -> ((KnownContact) subject).contactId())
                      .ifPresent(
                          id -> named.computeIfAbsent(id, of -> new ArrayList<>()).add(intake));
                } catch (ProblemException e) {
                  intake.refuse(e);
                }
              }
              return named;
            });
  }

  private Uni<Void> findAccounts(List<Intake> intakes) {
    return eachGroup(
        group(intakes, event -> event.data().account()),
        (wabaId, of) ->
            scope
                .require(wabaId)
                .invoke(account -> accounts.put(wabaId, account))
                .onFailure(ProblemException.class)
                .invoke(e -> of.forEach(intake -> intake.refuse(e)))
                .onFailure(ProblemException.class)
                .recoverWithNull()
                .replaceWithVoid());
  }

  private Uni<Void> findChannels(List<Intake> intakes) {
    var numbered =
        intakes.stream()
            .filter(intake -> intake.event().flatMap(event -> event.data().number()).isPresent())
            .toList();
    return eachGroup(
        group(
            numbered,
            event -> new Address(event.data().account(), event.data().number().orElseThrow())),
        (number, of) ->
            directory
                .find(accounts.get(number.wabaId()).id(), number.wabaId(), number.phoneNumberId())
                .invoke(
                    found ->
                        found.ifPresentOrElse(
                            channel -> channels.put(number, channel),
                            () -> of.forEach(EventIntake::refuseNumber)))
                .replaceWithVoid());
  }

  private static void refuseNumber(Intake intake) {
    intake
        .event()
        .ifPresent(
            event ->
                intake.refuse(EventProblems.unknownNumber(event.place().data("/phoneNumberId"))));
  }

  private CompletableFuture<Void> submit(List<Intake> intakes) {
    Map<Integer, List<Entry>> byAccount = new LinkedHashMap<>();
    for (var intake : intakes) {
      intake
          .event()
          .ifPresent(
              event -> {
                try {
                  byAccount
                      .computeIfAbsent(
                          accounts.get(event.data().account()).id(), id -> new ArrayList<>())
                      .add(entry(event, intake));
                } catch (ProblemException e) {
                  intake.refuse(e);
                }
              });
    }
    return CompletableFuture.allOf(
        byAccount.entrySet().stream()
            .map(entries -> store.submit(entries.getKey(), entries.getValue()))
            .map(stage -> stage.toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private Entry entry(ReportedEvent event, Intake intake) {
    int channelId =
        event
            .data()
            .number()
            .map(number -> channels.get(new Address(event.data().account(), number)).channelId())
            .orElse(Event.NO_CHANNEL);
    return new Entry.Reported(
        facts.fact(event, channelId), facts.subject(event), Entry.Repetition.SAME_ID, intake);
  }

  private static <K> Map<K, List<Intake>> group(
      List<Intake> intakes, Function<ReportedEvent, K> key) {
    Map<K, List<Intake>> groups = new LinkedHashMap<>();
    for (var intake : intakes) {
      intake
          .event()
          .map(key)
          .ifPresent(of -> groups.computeIfAbsent(of, k -> new ArrayList<>()).add(intake));
    }
    return groups;
  }

  private static <K> Uni<Void> eachGroup(
      Map<K, List<Intake>> groups, BiFunction<K, List<Intake>, Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(groups.entrySet())
        .onItem()
        .transformToUniAndConcatenate(group -> step.apply(group.getKey(), group.getValue()))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
