package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One row behind a number. Its contact is a pseudonym; there is no content. */
@Schema(
    name = "KpiFact",
    oneOf = {
      Fact.Message.class,
      Fact.Turn.class,
      Fact.Episode.class,
      Fact.FlowRun.class,
      Fact.BotInput.class,
      Fact.Cart.class,
      Fact.Invitation.class,
      Fact.Active.class
    })
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
   * @param lifecycle of the contact when it began
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "MessageFact",
      description = "A message of the business",
      requiredProperties = {"contactId", "messageId", "channel", "sentAt", "lifecycle", "reason"})
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
      String lifecycle,
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
   * @param humanClockFrom from when a person was waited for, if not from the start: the handover
   *     after a bot's answer
   * @param businessSeconds to the first answer during business hours, where a calendar is set
   * @param answerOrigin who answered first
   * @param lifecycle of the contact when it began
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "TurnFact",
      description = "What waits for an answer",
      requiredProperties = {"contactId", "turnId", "channel", "startedAt", "lifecycle", "reason"})
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
      Optional<Instant> humanClockFrom,
      Optional<Long> businessSeconds,
      Optional<Long> humanBusinessSeconds,
      Optional<Long> botBusinessSeconds,
      Optional<String> answerOrigin,
      String lifecycle,
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
   * A demand of a customer, with the part of a bot and the wait for a person.
   *
   * @param time when it opened, or began to wait, by what the KPI is about
   * @param lifecycle of the contact when it began
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "EpisodeFact",
      description = "A demand of a customer",
      requiredProperties = {
        "contactId",
        "episodeId",
        "channel",
        "openedAt",
        "initiatedBy",
        "botInvolved",
        "lifecycle",
        "reason"
      })
  record Episode(
      UUID contactId,
      UUID episodeId,
      String channel,
      Instant openedAt,
      Optional<Instant> closedAt,
      String initiatedBy,
      boolean botInvolved,
      Optional<String> bot,
      Optional<String> botOutcome,
      Optional<Instant> handedOverAt,
      Optional<String> handoverReason,
      Optional<Instant> humanAt,
      Optional<Instant> queuedAt,
      Optional<Instant> queueAnsweredAt,
      Optional<Instant> nextOpenedAt,
      Optional<Instant> convertedAt,
      Optional<String> campaign,
      @JsonIgnore Instant time,
      String lifecycle,
      String reason)
      implements Fact {

    @Override
    public UUID id() {
      return episodeId;
    }

    Episode because(String why) {
      return new Episode(
          contactId,
          episodeId,
          channel,
          openedAt,
          closedAt,
          initiatedBy,
          botInvolved,
          bot,
          botOutcome,
          handedOverAt,
          handoverReason,
          humanAt,
          queuedAt,
          queueAnsweredAt,
          nextOpenedAt,
          convertedAt,
          campaign,
          time,
          lifecycle,
          why);
    }
  }

  /**
   * A run through a bot's flow.
   *
   * @param outcome completed, handed-over, abandoned or unanswered
   * @param lifecycle of the contact when it began
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "FlowRunFact",
      description = "A run through a bot's flow",
      requiredProperties = {
        "contactId",
        "runId",
        "bot",
        "startedAt",
        "lastAt",
        "outcome",
        "inputs",
        "lifecycle",
        "reason"
      })
  record FlowRun(
      UUID contactId,
      UUID runId,
      Optional<String> channel,
      String bot,
      Optional<String> flow,
      Instant startedAt,
      Instant lastAt,
      String outcome,
      int inputs,
      String lifecycle,
      String reason)
      implements Fact {

    @Override
    public UUID id() {
      return runId;
    }

    @Override
    public Instant time() {
      return startedAt;
    }
  }

  /**
   * What a customer said to a bot, as the bot took it.
   *
   * @param lifecycle of the contact when it began
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "BotInputFact",
      description = "What a customer said to a bot",
      requiredProperties = {
        "contactId",
        "inputId",
        "occurredAt",
        "bot",
        "recognised",
        "lifecycle",
        "reason"
      })
  record BotInput(
      UUID contactId,
      UUID inputId,
      Optional<String> channel,
      Instant occurredAt,
      String bot,
      Optional<String> flow,
      boolean recognised,
      Optional<String> intent,
      String lifecycle,
      String reason)
      implements Fact {

    @Override
    public UUID id() {
      return inputId;
    }

    @Override
    public Instant time() {
      return occurredAt;
    }
  }

  /**
   * A cart.
   *
   * @param lifecycle of the contact when it began
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "CartFact",
      description = "A cart",
      requiredProperties = {"contactId", "cartId", "createdAt", "lifecycle", "reason"})
  record Cart(
      UUID contactId,
      UUID cartId,
      Optional<String> channel,
      Instant createdAt,
      Optional<Instant> purchasedAt,
      Optional<Detail.Amount> value,
      String lifecycle,
      String reason)
      implements Fact {

    @Override
    public UUID id() {
      return cartId;
    }

    @Override
    public Instant time() {
      return createdAt;
    }
  }

  /**
   * An invitation that was answered.
   *
   * @param lifecycle of the contact when it began
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "InvitationFact",
      description = "An invitation that was answered",
      requiredProperties = {
        "contactId",
        "invitationId",
        "survey",
        "scale",
        "deliveredAt",
        "rating",
        "lifecycle",
        "reason"
      })
  record Invitation(
      UUID contactId,
      UUID invitationId,
      Optional<String> channel,
      String survey,
      String scale,
      Instant deliveredAt,
      Optional<Instant> answeredAt,
      int rating,
      Optional<String> template,
      String lifecycle,
      String reason)
      implements Fact {

    @Override
    public UUID id() {
      return invitationId;
    }

    @Override
    public Instant time() {
      return deliveredAt;
    }
  }

  /**
   * A contact, by the first message of the period before.
   *
   * @param lifecycle of the contact when it began
   * @param reason why it counts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(
      name = "ActiveContactFact",
      description = "A contact who was active in the period before",
      requiredProperties = {"contactId", "messageId", "channel", "sentAt", "lifecycle", "reason"})
  record Active(
      UUID contactId,
      UUID messageId,
      String channel,
      Instant sentAt,
      String lifecycle,
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
}
