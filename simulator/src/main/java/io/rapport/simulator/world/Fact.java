package io.rapport.simulator.world;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that really happened in the simulated world. Every fact is a line of the truth; {@link
 * Inbound} and {@link Status} are also told to the business by webhook, {@link Reported} by other
 * software of its own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fact.AccountOpened.class, name = "account"),
  @JsonSubTypes.Type(value = Fact.PersonJoined.class, name = "person"),
  @JsonSubTypes.Type(value = Fact.NumberChanged.class, name = "number-change"),
  @JsonSubTypes.Type(value = Fact.Inbound.class, name = "inbound"),
  @JsonSubTypes.Type(value = Fact.Outbound.class, name = "outbound"),
  @JsonSubTypes.Type(value = Fact.Status.class, name = "status"),
  @JsonSubTypes.Type(value = Fact.Reported.class, name = "reported")
})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public sealed interface Fact {
  /** When it happened, whole seconds. */
  Instant at();

  /** Whether the business hears of it by webhook. */
  default boolean webhook() {
    return this instanceof Inbound || this instanceof Status;
  }

  /** Whether the business hears of it at all. */
  default boolean told() {
    return webhook() || this instanceof Reported;
  }

  /** A WABA is in use. */
  record AccountOpened(Instant at, Account account) implements Fact {}

  /** A person becomes a customer. */
  record PersonJoined(Instant at, Person person) implements Fact {}

  /**
   * A person changed the number, and with it the user id.
   *
   * @param identity how the person is named from then on
   */
  record NumberChanged(Instant at, String account, String person, Identity identity)
      implements Fact {}

  /**
   * A customer wrote, tapped or reacted.
   *
   * @param kind message type; interactive ones as {@code button_reply}, {@code list_reply}, {@code
   *     flow_reply}
   * @param members what the webhook's message object holds beside ids and time, {@code type}
   *     included
   * @param context the message it quotes or taps
   * @param optOut whether the text is a word that ends a subscription
   */
  record Inbound(
      Instant at,
      Chat chat,
      String wamid,
      String kind,
      Map<String, Object> members,
      Optional<String> context,
      boolean optOut)
      implements Fact {}

  /** The business sent a message; a group message has one for each participant. */
  record Outbound(Instant at, Chat chat, String wamid, Optional<Label> label) implements Fact {}

  /**
   * What became of a sent message.
   *
   * @param status one of {@code sent}, {@code delivered}, {@code read}, {@code played}, {@code
   *     failed}
   * @param code Meta's error code of a failure
   * @param category what Meta charges it as, where this status tells
   * @param callbackData the sender's {@code biz_opaque_callback_data}, where this status echoes it
   */
  record Status(
      Instant at,
      Chat chat,
      String wamid,
      String status,
      Optional<Integer> code,
      Optional<String> category,
      Optional<String> callbackData)
      implements Fact {}

  /**
   * Other software of the business knows something about a customer.
   *
   * @param person the customer's name in the truth
   * @param identity how the customer was named then
   * @param channel where it happened, if the software knows
   * @param id by which the source names this report
   */
  record Reported(
      Instant at,
      String account,
      String person,
      Identity identity,
      Optional<Channel> channel,
      String id,
      Report report)
      implements Fact {}
}
