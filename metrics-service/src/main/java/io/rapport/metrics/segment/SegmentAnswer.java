package io.rapport.metrics.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A segment as it is.
 *
 * @param account the WABA id
 * @param id names it in addresses and in the filter memberOf
 */
@RegisterForReflection
@Schema(name = "Segment")
record SegmentAnswer(
    @Schema(required = true) String account,
    @Schema(required = true) String id,
    @Schema(required = true) String name,
    @Schema(required = true) SegmentRule rule,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) String createdBy,
    @Schema(required = true) Instant changedAt,
    @Schema(required = true) String changedBy) {

  static SegmentAnswer of(String account, SegmentRecord row, SegmentRule rule) {
    return new SegmentAnswer(
        account,
        row.recordId().text(),
        row.name,
        rule,
        row.createdAt,
        row.createdBy,
        row.changedAt,
        row.changedBy);
  }

  /** Segments, the newest first. */
  @RegisterForReflection
  @Schema(name = "SegmentPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Page(
      @Schema(required = true) List<SegmentAnswer> items,
      @Schema(description = "Send as `cursor` to read on; absent on the last page")
          Optional<String> next) {}

  /** How large a segment is. */
  @RegisterForReflection
  @Schema(name = "SegmentSize")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Size(
      @Schema(required = true) Instant asOf,
      @Schema(required = true, description = "All contacts that are not excluded from KPIs")
          long contacts,
      @Schema(
              description =
                  "Those of the segment; absent where they, or all others, are so few that single"
                      + " contacts would be shown to who may not see any")
          Optional<Long> members,
      @Schema(description = "members / contacts; absent where there are no contacts")
          Optional<Double> share,
      @Schema(description = "members by new, active and dormant; absent where one of them is small")
          Optional<Map<String, Long>> lifecycle,
      @Schema(description = "Some of them, for those who may see single contacts")
          Optional<List<UUID>> sample) {}

  /** The contacts of a segment in the order of their ids. */
  @RegisterForReflection
  @Schema(name = "SegmentContacts")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Contacts(
      @Schema(required = true) Instant asOf,
      @Schema(required = true) List<UUID> items,
      @Schema(description = "Send as `cursor` to read on; absent on the last page")
          Optional<String> next) {}

  /** Who of those asked about is in it. */
  @RegisterForReflection
  @Schema(name = "SegmentMemberships")
  record Memberships(
      @Schema(required = true) Instant asOf,
      @Schema(required = true, description = "As they were asked for") List<UUID> members,
      @Schema(required = true, description = "Contacts that do not exist") List<UUID> unknown) {}

  /** What bringing the memberships up to date has changed. */
  @RegisterForReflection
  @Schema(name = "SegmentRefresh")
  record Refresh(
      @Schema(required = true) Instant refreshedAt,
      @Schema(required = true) long members,
      @Schema(required = true) long joined,
      @Schema(required = true) long left) {}
}
