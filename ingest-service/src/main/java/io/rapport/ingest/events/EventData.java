package io.rapport.ingest.events;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.common.event.BlockReason;
import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Party;
import io.rapport.common.event.SurveyScale;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The data of an event, one record for each {@link EventType}. */
sealed interface EventData {

  /** The WABA id. */
  String account();

  ContactName contact();

  /** The business phone number, where it is given. */
  Optional<String> number();

  /** About a message, which only its wamid together with its number names. */
  sealed interface OfMessage extends EventData {

    String phoneNumberId();

    @Override
    default Optional<String> number() {
      return Optional.of(phoneNumberId());
    }
  }

  /** About the relation. */
  sealed interface BesideMessages extends EventData {

    Optional<String> phoneNumberId();

    @Override
    default Optional<String> number() {
      return phoneNumberId();
    }
  }

  @RegisterForReflection
  @Schema(
      name = "MessageSentData",
      description = "The business sent a message: what it is and what for")
  record MessageSent(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number that sent it")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String phoneNumberId,
      @Schema(description = "As the Graph API answered it")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String wamid,
      @Schema(description = "Who or what sent it") Optional<Origin> origin,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> campaign,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> variant,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> template,
      @Schema(description = "Of the template, such as de or en_US", pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> language,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> segment,
      @Schema(
              description = "How it is built",
              enumeration = {"text", "media", "interactive", "template"})
          Optional<
                  @Pattern(
                      regexp = "^(text|media|interactive|template)$",
                      message = "must be text, media, interactive or template")
                  String>
              format,
      @Schema(description = "Kinds of its buttons in their order, such as quick_reply and url")
          @Size(max = 20)
          List<
                  @NotNull
                  @Pattern(
                      regexp = "^[a-z_]{1,32}$",
                      message = "must be the kind of a button, such as quick_reply")
                  String>
              buttons,
      @Schema(
              description = "The wamid of the message of the customer that it answers",
              pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> context)
      implements OfMessage {
    public MessageSent {
      buttons = buttons == null ? List.of() : List.copyOf(buttons);
    }
  }

  @RegisterForReflection
  @Schema(name = "MessageAgentData", description = "A person of the business wrote a message")
  record MessageAgent(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number that sent it")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String phoneNumberId,
      @Schema(description = "As the Graph API answered it")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String wamid,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> campaign,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> variant,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> template,
      @Schema(description = "Of the template, such as de or en_US", pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> language,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> segment,
      @Schema(
              description = "How it is built",
              enumeration = {"text", "media", "interactive", "template"})
          Optional<
                  @Pattern(
                      regexp = "^(text|media|interactive|template)$",
                      message = "must be text, media, interactive or template")
                  String>
              format,
      @Schema(description = "Kinds of its buttons in their order, such as quick_reply and url")
          @Size(max = 20)
          List<
                  @NotNull
                  @Pattern(
                      regexp = "^[a-z_]{1,32}$",
                      message = "must be the kind of a button, such as quick_reply")
                  String>
              buttons,
      @Schema(
              description = "The wamid of the message of the customer that it answers",
              pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> context)
      implements OfMessage {
    public MessageAgent {
      buttons = buttons == null ? List.of() : List.copyOf(buttons);
    }
  }

  @RegisterForReflection
  @Schema(name = "BotTurnData", description = "A bot took a turn")
  record BotTurn(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String bot,
      @Schema(description = "Tells runs through a flow apart", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> run,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> flow,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> step,
      @Schema(description = "What the bot understood, as a name", pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> intent,
      @Schema(description = "0 to 1", minimum = "0", maximum = "1")
          Optional<@DecimalMin("0") @DecimalMax("1") Double> confidence)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "BotStepData", description = "A run reached a step of a flow")
  record BotStep(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String bot,
      @Schema(description = "Tells runs through a flow apart", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> run,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String flow,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String step)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "BotFallbackData", description = "A bot did not understand")
  record BotFallback(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String bot,
      @Schema(description = "Tells runs through a flow apart", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> run,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> flow,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> step,
      @Schema(
              description =
                  "The closest intent, or the name of a group of inputs; never the input itself",
              pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> intent,
      @Schema(description = "0 to 1", minimum = "0", maximum = "1")
          Optional<@DecimalMin("0") @DecimalMax("1") Double> confidence)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "BotGoalData", description = "A bot reached what it is for")
  record BotGoal(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String bot,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String goal,
      @Schema(description = "Tells runs through a flow apart", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> run,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> flow,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> step)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "HandoverData", description = "A conversation passed from one party to another")
  record Handover(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @Schema(description = "Who had it") Optional<Party> from,
      @Schema(description = "Who has it now") @NotNull Party to,
      Optional<HandoverReason> reason)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "ConversationResolvedData", description = "A conversation was declared over")
  record ConversationResolved(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @Schema(description = "Who said so") Optional<Party> by)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(
      name = "LinkClickedData",
      description = "A customer followed a link that another program than Rapport counts")
  record LinkClicked(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(
              description = "The business phone number, where it is known; required with a wamid",
              pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @Schema(description = "What that program calls the link; never an address with a name in it")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String link,
      @Schema(
              description =
                  "The message the link was in; without, the contact's latest one of the campaign",
              pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> wamid,
      @Schema(description = "The campaign the link belongs to", pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> campaign,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> variant)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "ContactTaggedData", description = "What somebody knows a contact to be")
  record ContactTagged(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @Schema(description = "Tags it has from now on, 50 at most")
          Optional<
                  @Size(max = 50) List<
                      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String>>
              add,
      @Schema(description = "Tags it has no longer, 50 at most")
          Optional<
                  @Size(max = 50) List<
                      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String>>
              remove)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "CartCreatedData", description = "A customer put something into a cart")
  record CartCreated(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @Schema(description = "What the shop calls the cart")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String cart,
      @Schema(description = "What is in it") Optional<@Valid Amount> value)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "ConversionData", description = "A customer did what the business hopes for")
  record Conversion(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @Schema(description = "What the shop calls it; a repetition has the same")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String order,
      @Schema(description = "Such as purchase or lead")
          @NotNull
          @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE)
          String name,
      @Schema(description = "What it was worth") Optional<@Valid Amount> value,
      @Schema(description = "The cart it came from", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> cart,
      @Schema(
              description = "Meta's id of the ad click it is attributed to (ctwa_clid)",
              pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> clickId)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "RefundData", description = "A conversion was undone, wholly or in part")
  record Refund(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @Schema(description = "The order of the conversion")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String order,
      @Schema(description = "What was given back; absent means all of it")
          Optional<@Valid Amount> value)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "SurveyInvitedData", description = "A customer was asked for a rating")
  record SurveyInvited(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(
              description = "The business phone number, where it is known; required with a wamid",
              pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String survey,
      @Schema(description = "csat: 1 to 5; nps: 0 to 10; ces: 1 to 7") @NotNull SurveyScale scale,
      @Schema(description = "What the answers refer to")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String invitation,
      @Schema(
              description = "The message that carried it; without, it counts as delivered",
              pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> wamid)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(name = "SurveyAnsweredData", description = "A customer gave a rating")
  record SurveyAnswered(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(description = "The business phone number, where it is known", pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @NotNull @Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String survey,
      @NotNull SurveyScale scale,
      @Schema(description = "The invitation it answers")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String invitation,
      @Schema(description = "As it was given; one outside of the scale counts as none") @NotNull
          Integer rating)
      implements BesideMessages {}

  @RegisterForReflection
  @Schema(
      name = "SendBlockedData",
      description = "A message was meant to be sent, and the business held it back")
  record SendBlocked(
      @Schema(description = "The WABA id")
          @NotNull
          @Pattern(regexp = Text.ID, message = Text.ID_MESSAGE)
          String account,
      @NotNull @Valid ContactName contact,
      @Schema(
              description = "The business phone number it would have been sent from",
              pattern = Text.ID)
          Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> phoneNumberId,
      @Schema(
              description =
                  "consent: not agreed to; frequency-cap: as many as anybody should get;"
                      + " quiet-hours: not at this time")
          @NotNull
          BlockReason reason,
      @Schema(description = "Who or what would have sent it") Optional<Origin> origin,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> campaign,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> variant,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> template,
      @Schema(description = "Of the template, such as de or en_US", pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> language,
      @Schema(pattern = Text.NAME)
          Optional<@Pattern(regexp = Text.NAME, message = Text.NAME_MESSAGE) String> segment,
      @Schema(
              description = "How it would have been built",
              enumeration = {"text", "media", "interactive", "template"})
          Optional<
                  @Pattern(
                      regexp = "^(text|media|interactive|template)$",
                      message = "must be text, media, interactive or template")
                  String>
              format)
      implements BesideMessages {}
}
