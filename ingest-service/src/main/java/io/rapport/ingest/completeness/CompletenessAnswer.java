package io.rapport.ingest.completeness;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came in and what did not, by day and channel. */
@Schema(name = "Completeness")
record CompletenessAnswer(
    @Schema(required = true) String account,
    @Schema(required = true) LocalDate from,
    @Schema(required = true) LocalDate to,
    @Schema(required = true) String zone,
    @Schema(required = true, description = "When the database was read") Instant asOf,
    @Schema(required = true) List<Day> items,
    @Schema(
            required = true,
            description = "What came in on a day, could not be read and still lies in quarantine")
        List<Quarantined> quarantined) {

  CompletenessAnswer {
    items = List.copyOf(items);
    quarantined = List.copyOf(quarantined);
  }

  /** One day of one channel. */
  @Schema(name = "CompletenessDay")
  record Day(
      @Schema(required = true) LocalDate day,
      @Schema(description = "Phone number id; absent for facts that name none")
          Optional<String> channel,
      @Schema(required = true) List<Received> received,
      @Schema(required = true, description = "Only those there are") List<GapCount> gaps,
      @Schema(required = true, description = "Hours with far fewer facts than usual")
          List<Silence> silences) {

    Day {
      received = List.copyOf(received);
      gaps = List.copyOf(gaps);
      silences = List.copyOf(silences);
    }
  }

  /** Facts of one kind. */
  @Schema(name = "CompletenessReceived")
  record Received(
      @Schema(required = true, examples = "message_received") String kind,
      @Schema(required = true, description = "Different facts") long facts,
      @Schema(required = true, description = "How often one of them came in again")
          long duplicates) {}

  /** Gaps of one sort. */
  @Schema(name = "CompletenessGapCount")
  record GapCount(
      @Schema(required = true, examples = "arrived-without-sent") String gap,
      @Schema(required = true) long count) {}

  /** An hour with far fewer facts than usual. */
  @Schema(name = "CompletenessSilence")
  record Silence(
      @Schema(required = true) OffsetDateTime hour,
      @Schema(required = true, examples = "messages", description = "messages or statuses")
          String stream,
      @Schema(required = true) long observed,
      @Schema(
              required = true,
              description = "Median of the same hour of the week in the weeks before")
          double expected) {}

  /** Items of one reason. */
  @Schema(name = "CompletenessQuarantined")
  record Quarantined(
      @Schema(required = true) LocalDate day,
      @Schema(required = true, examples = "unknown-message") String reason,
      @Schema(required = true) long count) {}
}
