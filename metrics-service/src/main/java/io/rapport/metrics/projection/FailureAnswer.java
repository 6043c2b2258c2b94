package io.rapport.metrics.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A contact that cannot be projected.
 *
 * @param contactId its pseudonym
 * @param attempts how often it failed in a row
 */
@RegisterForReflection
@Schema(
    name = "ProjectionFailure",
    description = "A contact whose facts could not be made into numbers, set aside with the reason",
    requiredProperties = {"contactId", "attempts", "firstFailedAt", "lastFailedAt", "reason"})
record FailureAnswer(
    UUID contactId, int attempts, Instant firstFailedAt, Instant lastFailedAt, String reason) {

  /**
   * Failures, by contact.
   *
   * @param next what to send as cursor for the page after this; left out on the last one
   */
  @RegisterForReflection
  @Schema(name = "ProjectionFailurePage", requiredProperties = "items")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Page(List<FailureAnswer> items, Optional<String> next) {

    /** Of one more than fit, if there are so many. */
    static Page of(List<FailureAnswer> found, int limit) {
      boolean more = found.size() > limit;
      var items = more ? found.subList(0, limit) : found;
      return new Page(
          items, more ? Optional.of(items.getLast().contactId().toString()) : Optional.empty());
    }
  }
}
