package io.rapport.metrics.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.timeline.Lifecycle;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a contact must be to belong to a segment, as people write it: a tree. Each node has exactly
 * one member.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
    name = "SegmentRule",
    description =
        "A condition, or conditions put together by all, any and not. Exactly one member is given.")
record SegmentRule(
    @Schema(description = "All of these hold") Optional<List<SegmentRule>> all,
    @Schema(description = "At least one of these holds") Optional<List<SegmentRule>> any,
    @Schema(description = "This does not hold") Optional<SegmentRule> not,
    @Schema(description = "The contact is one of these now") Optional<List<Lifecycle>> lifecycle,
    @Schema(description = "The contact has one of these tags", examples = "[\"vip\"]")
        Optional<List<String>> tag,
    @Schema(
            description =
                "The latest message to the contact whose language is known was in one of these",
            examples = "[\"de\"]")
        Optional<List<String>> language,
    @Schema(description = "Messages were exchanged on one of these phone number ids")
        Optional<List<String>> channel,
    @Schema(description = "When the first message was exchanged, either way")
        Optional<Span> firstContact,
    @Schema(
            description =
                "When the contact last wrote something substantive; who never did does not meet it")
        Optional<Span> lastActive,
    @Schema(description = "How often something happened") Optional<Behaviour> behaviour) {

  /**
   * A stretch of time, open where a side is not given; at least one is.
   *
   * @param from belongs to it
   * @param before no longer belongs to it
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "SegmentSpan")
  record Span(
      @Schema(description = "At this moment or later", examples = "2026-10-01T00:00:00Z")
          Optional<Instant> from,
      @Schema(description = "Earlier than this moment", examples = "2026-11-01T00:00:00Z")
          Optional<Instant> before,
      @Schema(description = "At most so many days ago", examples = "30")
          Optional<@Min(1) @Max(3650) Integer> withinDays,
      @Schema(description = "More than so many days ago", examples = "90")
          Optional<@Min(1) @Max(3650) Integer> olderThanDays) {}

  /** How often something happened, at least once if nothing is said. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "SegmentBehaviour", requiredProperties = "did")
  record Behaviour(
      @Schema(
              description =
                  "wrote; of messages with which the business began: received, read, replied,"
                      + " clicked, optedOut; of conversions that were not undone: converted,"
                      + " purchased")
          Optional<Deed> did,
      @Schema(description = "So often or more; 1 unless atMost is given", examples = "1")
          Optional<@Min(0) @Max(100_000) Integer> atLeast,
      @Schema(description = "So often or less; who never did meets it, too", examples = "3")
          Optional<@Min(0) @Max(100_000) Integer> atMost,
      @Schema(description = "In so many days up to now; else ever", examples = "30")
          Optional<@Min(1) @Max(3650) Integer> withinDays,
      @Schema(description = "Only by messages of these campaigns") Optional<List<String>> campaign,
      @Schema(description = "Only on these phone number ids") Optional<List<String>> channel) {}
}
