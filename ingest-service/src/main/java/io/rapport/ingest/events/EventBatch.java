package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.common.security.AccountScope;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.identity.ContactResolution;
import io.rapport.ingest.store.EventStore;
import io.rapport.ingest.store.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes many events at once for somebody who has them from elsewhere than a request: the same as
 * {@code POST /v1/events} with a batch, by the same caller's rights. Thread-safe.
 */
@ApplicationScoped
public class EventBatch {

  private final AccountScope scope;
  private final AccountDirectory directory;
  private final EventReader reader;
  private final EventFacts facts;
  private final EventStore store;
  private final AccountTransactions transactions;
  private final ContactResolution contacts;
  private final EventMetrics metrics;

  EventBatch(
      AccountScope scope,
      AccountDirectory directory,
      EventReader reader,
      EventFacts facts,
      EventStore store,
      AccountTransactions transactions,
      ContactResolution contacts,
      MeterRegistry registry) {
    this.scope = requireNonNull(scope, "scope is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.reader = requireNonNull(reader, "reader is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.store = requireNonNull(store, "store is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.contacts = requireNonNull(contacts, "contacts is null");
    this.metrics = new EventMetrics(registry);
  }

  /**
   * What became of an event.
   *
   * @param fault where it is wrong and why, if it was rejected
   */
  public record Result(boolean fresh, Optional<Problem.Fault> fault) {}

  /**
   * What is wrong with events, without keeping any.
   *
   * @param account the one that all of them must be about
   */
  public Uni<List<Result>> check(Account account, List<JsonNode> events) {
    var intakes = intakes(account, events);
    return new EventIntake(scope, directory, facts, store)
        .check(intakes)
        .chain(strangers -> refuseUnknown(account, strangers))
        .map(done -> intakes.stream().map(EventBatch::result).toList());
  }

  private Uni<Void> refuseUnknown(Account account, Map<UUID, List<Intake>> named) {
    if (named.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return transactions
        .inAccount(
            account.id(), connection -> contacts.heirs(connection, account.id(), named.keySet()))
        .invoke(
            known ->
                named.forEach(
                    (contact, intakes) -> {
                      if (!known.containsKey(contact)) {
                        intakes.forEach(intake -> intake.accept(Outcome.UNKNOWN_CONTACT));
                      }
                    }))
        .replaceWithVoid();
  }

  /**
   * Keeps events; answers in their order once all that can be kept is committed.
   *
   * @param account the one that all of them must be about
   */
  public Uni<List<Result>> store(Account account, List<JsonNode> events) {
    var intakes = intakes(account, events);
    return new EventIntake(scope, directory, facts, store)
        .store(intakes)
        .invoke(() -> intakes.forEach(intake -> intake.count(metrics)))
        .map(done -> intakes.stream().map(EventBatch::result).toList());
  }

  private List<Intake> intakes(Account account, List<JsonNode> events) {
    var intakes =
        events.stream()
            .map(event -> Intake.of(new Envelope(Place.STRUCTURED, event), reader))
            .toList();
    for (var intake : intakes) {
      intake
          .event()
          .filter(event -> !event.data().account().equals(account.wabaId()))
          .ifPresent(
              event ->
                  intake.refuse(
                      EventProblems.badRequest(
                          event.place().data("/account"), "is not the import's account")));
    }
    return intakes;
  }

  private static Result result(Intake intake) {
    var item = intake.item();
    return new Result(
        item.status() == EventStatus.ACCEPTED,
        item.problem()
            .map(
                problem ->
                    problem.errors().isEmpty()
                        ? new Problem.Fault("", problem.detail())
                        : problem.errors().getFirst()));
  }
}
