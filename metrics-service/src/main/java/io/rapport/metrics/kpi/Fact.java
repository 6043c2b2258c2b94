package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One row behind a number. Its contact is a pseudonym; there is no content. */
@Schema(
    name = "KpiFact",
    oneOf = {Fact.Message.class, Fact.Turn.class})
sealed interface Fact {

  UUID contactId();

  /** What orders facts of the same moment and contact. */
  UUID id();

  /** When it started. */
  Instant time();

  /**
   * A message of the business.
   *
   * @param channel phone number id
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "MessageFact",
      description = "A message of the business",
      requiredProperties = {"contactId", "messageId", "channel", "sentAt", "reason"})
  record Message(
      UUID contactId,
      UUID messageId,
      String channel,
      Instant sentAt,
      Optional<Instant> deliveredAt,
      Optional<Instant> readAt,
      Optional<Instant> failedAt,
      Optional<Integer> errorCode,
      Optional<Instant> firstReplyAt,
      boolean replyTapped,
      Optional<Instant> firstClickAt,
      Optional<Instant> convertedAt,
      Optional<Instant> optedOutAt,
      Optional<String> origin,
      Optional<String> campaign,
      Optional<String> variant,
      Optional<String> template,
      Optional<String> language,
      Optional<String> segment,
      String reason)
      implements Fact {

    @Override
    public UUID id() {
      return messageId;
    }

    @Override
    public Instant time() {
      return sentAt;
    }
  }

  /**
   * A turn of a conversation: what waits for an answer.
   *
   * @param answerOrigin who answered first
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "TurnFact",
      description = "What waits for an answer",
      requiredProperties = {"contactId", "turnId", "channel", "startedAt", "reason"})
  record Turn(
      UUID contactId,
      UUID turnId,
      UUID episodeId,
      String channel,
      boolean firstInEpisode,
      Instant startedAt,
      Instant answerableUntil,
      Optional<Instant> answeredAt,
      Optional<Instant> humanAnsweredAt,
      Optional<Instant> botAnsweredAt,
      Optional<String> answerOrigin,
      String reason)
      implements Fact {

    @Override
    public UUID id() {
      return turnId;
    }

    @Override
    public Instant time() {
      return startedAt;
    }
  }

  /**
   * A page of facts in the order of their times.
   *
   * @param next what to send as cursor for the page after this; left out on the last one
   */
  @RegisterForReflection
  @Schema(
      name = "KpiFacts",
      requiredProperties = {
        "account",
        "kpi",
        "definitionVersion",
        "part",
        "from",
        "to",
        "zone",
        "asOf",
        "items"
      })
  record Page(
      String account,
      String kpi,
      int definitionVersion,
      Part part,
      Instant from,
      Instant to,
      String zone,
      Instant asOf,
      List<Fact> items,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> next) {}
}
