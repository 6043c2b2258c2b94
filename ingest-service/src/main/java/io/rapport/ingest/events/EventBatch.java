package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.AccountScope;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.store.EventStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

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
  private final EventMetrics metrics;

  EventBatch(
      AccountScope scope,
      AccountDirectory directory,
      EventReader reader,
      EventFacts facts,
      EventStore store,
      MeterRegistry registry) {
    this.scope = requireNonNull(scope, "scope is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.reader = requireNonNull(reader, "reader is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.store = requireNonNull(store, "store is null");
    this.metrics = new EventMetrics(registry);
  }

  /**
   * What became of an event.
   *
   * @param fault where it is wrong and why, if it was rejected
   */
  public record Result(boolean fresh, Optional<Problem.Fault> fault) {}

  /** What is wrong with an event, without keeping any. */
  public List<Result> check(List<JsonNode> events) {
    return intakes(events).stream().map(EventBatch::result).toList();
  }

  /** Keeps events; answers in their order once all that can be kept is committed. */
  public Uni<List<Result>> store(List<JsonNode> events) {
    var intakes = intakes(events);
    return new EventIntake(scope, directory, facts, store)
        .store(intakes)
        .invoke(() -> intakes.forEach(intake -> intake.count(metrics)))
        .map(done -> intakes.stream().map(EventBatch::result).toList());
  }

  private List<Intake> intakes(List<JsonNode> events) {
    return events.stream()
        .map(event -> Intake.of(new Envelope(Place.STRUCTURED, event), reader))
        .toList();
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
