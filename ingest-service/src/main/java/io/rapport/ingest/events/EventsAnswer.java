package io.rapport.ingest.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.common.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is answered to one event or to a batch. */
sealed interface EventsAnswer {

  /** Of one event that is stored. */
  @RegisterForReflection
  @Schema(name = "EventAnswer")
  record Single(
      @Schema(required = true) String source,
      @Schema(required = true) String id,
      @Schema(
              required = true,
              enumeration = {"accepted", "duplicate"})
          EventStatus status)
      implements EventsAnswer {}

  /**
   * Of a batch.
   *
   * @param items one for each event, in their order
   */
  @RegisterForReflection
  @Schema(name = "EventBatchAnswer")
  record Batch(
      @Schema(required = true) long accepted,
      @Schema(required = true, description = "Stored before, or twice in the batch")
          long duplicates,
      @Schema(required = true) long rejected,
      @Schema(required = true, description = "One for each event, in their order") List<Item> items)
      implements EventsAnswer {

    public Batch {
      items = List.copyOf(items);
    }

    static Batch of(List<Item> items) {
      return new Batch(
          count(items, EventStatus.ACCEPTED),
          count(items, EventStatus.DUPLICATE),
          count(items, EventStatus.REJECTED),
          items);
    }

    private static long count(List<Item> items, EventStatus status) {
      return items.stream().filter(item -> item.status() == status).count();
    }
  }

  /**
   * Of one event of a batch.
   *
   * @param problem why it was rejected
   */
  @RegisterForReflection
  @Schema(name = "EventBatchItem")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Item(
      @Schema(
              required = true,
              enumeration = {"accepted", "duplicate", "rejected"})
          EventStatus status,
      @Schema(description = "Absent where the event has none") Optional<String> source,
      @Schema(description = "Absent where the event has none") Optional<String> id,
      @Schema(ref = "#/components/schemas/Problem") Optional<Problem> problem) {}
}
