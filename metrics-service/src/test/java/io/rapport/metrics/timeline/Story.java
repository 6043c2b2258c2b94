package io.rapport.metrics.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rapport.common.event.BlockReason;
import io.rapport.common.event.BotActivity;
import io.rapport.common.event.CartCreated;
import io.rapport.common.event.ContactTagged;
import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.Conversion;
import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.Handover;
import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.LinkUsed;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.MessageSent;
import io.rapport.common.event.MessageStatus;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Money;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Party;
import io.rapport.common.event.PreferenceChanged;
import io.rapport.common.event.PricingCategory;
import io.rapport.common.event.Refund;
import io.rapport.common.event.SendBlocked;
import io.rapport.common.event.Stamp;
import io.rapport.common.event.SubscriptionWord;
import io.rapport.common.event.SurveyAnswered;
import io.rapport.common.event.SurveyInvited;
import io.rapport.common.event.SurveyScale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What happened between a contact and a business, told in the order of telling. Times are given
 * from the beginning of the story, as ISO durations without their {@code PT}: {@code 1H30M}, {@code
 * 24H}.
 */
public final class Story {

  /** A Monday morning. */
  public static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");

  private static final int CHANNEL = 1;

  private final List<Event> events = new ArrayList<>();
  private Instant asOf = at("720H");
  private int channel = CHANNEL;
  private Exclusion exclusion = Exclusion.NONE;
  private ProjectionSettings settings = ProjectionSettings.DEFAULT;

  public static Instant at(String time) {
    return BEGIN.plus(Duration.parse("PT" + time));
  }

  /** The id of a message with this name. */
  public static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
  }

  /** What follows happens on another phone number of the business. */
  public Story onChannel(int id) {
    channel = id;
    return this;
  }

  public Story asOf(String time) {
    asOf = at(time);
    return this;
  }

  public Story excludedAs(Exclusion reason) {
    exclusion = reason;
    return this;
  }

  public Story episodeTimeout(Duration timeout) {
    return settings(new ProjectionSettings(timeout));
  }

  public Story settings(ProjectionSettings chosen) {
    settings = chosen;
    return this;
  }

  public Story writes(String name, String time) {
    return sends(name, time, MessageType.TEXT);
  }

  public Story sends(String name, String time, MessageType type) {
    return received(name, time, type, Optional.empty(), false, false);
  }

  public Story quotes(String name, String time, MessageType type, String quoted) {
    return received(name, time, type, Optional.of(quoted), false, false);
  }

  public Story optsOut(String name, String time) {
    return received(name, time, MessageType.TEXT, Optional.empty(), true, false);
  }

  /** The same by a button of a message. */
  public Story optsOutOf(String name, String time, String quoted) {
    return received(name, time, MessageType.BUTTON, Optional.of(quoted), true, false);
  }

  public Story writesInGroup(String name, String time) {
    return received(name, time, MessageType.TEXT, Optional.empty(), false, true);
  }

  private Story received(
      String name,
      String time,
      MessageType type,
      Optional<String> quoted,
      boolean optOut,
      boolean group) {
    return add(
        new MessageReceived(
            id("event " + name),
            channel,
            at(time),
            id(name),
            group,
            type,
            quoted.map(Story::id),
            optOut ? SubscriptionWord.OPT_OUT : SubscriptionWord.NONE,
            Optional.empty()));
  }

  /** The business sends something and says who. */
  public Story sent(String name, String time, Origin origin) {
    return status(name, time, EventKind.STATUS_SENT, label(origin));
  }

  /** Somebody sends something; the provider says what it charges. */
  public Story charged(String name, String time, PricingCategory category) {
    return priced(name, time, category, false);
  }

  /** The same, and that it charges nothing. */
  public Story free(String name, String time, PricingCategory category) {
    return priced(name, time, category, true);
  }

  private Story priced(String name, String time, PricingCategory category, boolean free) {
    return add(
        new MessageStatus(
            id("sent " + name + time),
            channel,
            at(time),
            id(name),
            false,
            EventKind.STATUS_SENT,
            Optional.of(category),
            free,
            OptionalInt.empty(),
            MessageLabel.NONE));
  }

  /** The Graph API takes a message, and what it is is registered. */
  public Story accepted(String name, String time, MessageLabel label) {
    return outgoing(name, time, EventKind.MESSAGE_ACCEPTED, label);
  }

  /** Somebody else of the business sends a message, and it is echoed. */
  public Story echoed(String name, String time, Origin origin) {
    return outgoing(name, time, EventKind.MESSAGE_ECHOED, label(origin));
  }

  private Story outgoing(String name, String time, EventKind kind, MessageLabel label) {
    return add(
        new MessageSent(
            id(kind + " " + name + time),
            channel,
            at(time),
            id(name),
            false,
            kind,
            Optional.empty(),
            label,
            List.of()));
  }

  /** Somebody declares the conversation on this channel over. */
  public Story resolved(String time) {
    return add(new ConversationResolved(stamp("resolved", channel, time), Optional.empty()));
  }

  /** The same, by somebody. */
  public Story resolvedBy(Party party, String time) {
    return add(new ConversationResolved(stamp("resolved", channel, time), Optional.of(party)));
  }

  /** A bot called "shop" does something in no flow. */
  public Story bot(EventKind kind, String time) {
    return bot(kind, time, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A bot that does not tell runs apart does something in its flow "returns". */
  public Story flow(EventKind kind, String time, String step) {
    return bot(kind, time, Optional.empty(), Optional.of("returns"), named(step));
  }

  /** A bot does something in a run. */
  public Story run(String run, EventKind kind, String time, String step) {
    return bot(kind, time, Optional.of(id(run)), Optional.of("returns"), named(step));
  }

  private static Optional<String> named(String step) {
    return step.isEmpty() ? Optional.empty() : Optional.of(step);
  }

  private Story bot(
      EventKind kind,
      String time,
      Optional<UUID> run,
      Optional<String> flow,
      Optional<String> step) {
    return add(
        new BotActivity(
            stamp(kind + " " + run + flow + step, channel, time),
            kind,
            "shop",
            run,
            flow,
            step,
            Optional.of("greeting"),
            OptionalDouble.empty(),
            Optional.empty()));
  }

  /** A bot hands the conversation to a person. */
  public Story handedOver(String time, HandoverReason reason) {
    return add(
        new Handover(
            stamp("handover", channel, time),
            Optional.of(Party.BOT),
            Party.HUMAN,
            Optional.of(reason)));
  }

  /** Somebody gives the contact a tag and takes another one away. */
  public Story tagged(String time, String add, String remove) {
    return add(
        new ContactTagged(
            stamp("tagged " + add + remove, Event.NO_CHANNEL, time),
            named(add).stream().toList(),
            named(remove).stream().toList()));
  }

  /** Something for 10 EUR is put into a cart. */
  public Story fillsCart(String cart, String time) {
    return add(
        new CartCreated(
            stamp("cart " + cart, Event.NO_CHANNEL, time),
            id(cart),
            Optional.of(new Money(1000, "EUR"))));
  }

  /** A cart is bought, or nobody says which. */
  public Story buysCart(Optional<String> cart, String name, String time) {
    return add(
        new Conversion(
            stamp("buys " + cart + name, Event.NO_CHANNEL, time),
            id("order of " + time),
            name,
            Optional.empty(),
            cart.map(Story::id),
            Optional.empty()));
  }

  /** Asked for a rating, by a message or else by something that is there at once. */
  public Story invited(String invitation, String time, SurveyScale scale, String... message) {
    return add(
        new SurveyInvited(
            stamp("invited " + invitation, Event.NO_CHANNEL, time),
            id(invitation),
            "after-service",
            scale,
            Stream.of(message).findFirst().map(Story::id)));
  }

  public Story rates(String invitation, String time, int rating) {
    return add(
        new SurveyAnswered(
            stamp("rates " + invitation + rating, Event.NO_CHANNEL, time),
            id(invitation),
            "after-service",
            SurveyScale.CSAT,
            rating));
  }

  /** The same, without a word about the channel. */
  public Story resolvedEverywhere(String time) {
    return add(
        new ConversationResolved(stamp("resolved", Event.NO_CHANNEL, time), Optional.empty()));
  }

  private static Stamp stamp(String what, int channelId, String time) {
    return new Stamp(id(what + channelId + time), channelId, at(time));
  }

  public Story status(String name, String time, EventKind kind) {
    return status(name, time, kind, MessageLabel.NONE);
  }

  public Story status(String name, String time, EventKind kind, MessageLabel label) {
    return add(
        new MessageStatus(
            id(kind + " " + name + time),
            channel,
            at(time),
            id(name),
            false,
            kind,
            Optional.empty(),
            false,
            OptionalInt.empty(),
            label));
  }

  public Story delivered(String name, String time) {
    return status(name, time, EventKind.STATUS_DELIVERED);
  }

  public Story read(String name, String time) {
    return status(name, time, EventKind.STATUS_READ);
  }

  public Story fails(String name, String time, int code) {
    return fails(name, time, code, MessageLabel.NONE);
  }

  public Story fails(String name, String time, int code, MessageLabel label) {
    return add(
        new MessageStatus(
            id("failed " + name + time),
            channel,
            at(time),
            id(name),
            false,
            EventKind.STATUS_FAILED,
            Optional.empty(),
            false,
            OptionalInt.of(code),
            label));
  }

  /** The contact follows the link made for a message. */
  public Story clicks(String name, String time) {
    return clicked(Optional.of(id(name)), channel, time, Optional.empty());
  }

  /** The contact follows a link of a campaign; nobody told which message it was in. */
  public Story clicksCampaign(String campaign, String time) {
    return clicked(Optional.empty(), channel, time, Optional.of(campaign));
  }

  /** The same, and nobody told which number it was on. */
  public Story clicksCampaignAnywhere(String campaign, String time) {
    return clicked(Optional.empty(), Event.NO_CHANNEL, time, Optional.of(campaign));
  }

  private Story clicked(
      Optional<UUID> message, int channelId, String time, Optional<String> campaign) {
    return add(
        new LinkUsed(
            stamp("click " + message, channelId, time),
            EventKind.LINK_CLICKED,
            id("link"),
            message,
            label(Optional.empty(), campaign, Optional.empty())));
  }

  /** The contact buys something for 10 EUR. */
  public Story buys(String order, String time) {
    return add(
        new Conversion(
            stamp("buys " + order, Event.NO_CHANNEL, time),
            id(order),
            "purchase",
            Optional.of(new Money(1000, "EUR")),
            Optional.empty(),
            Optional.empty()));
  }

  /** Some cents of an order are given back; 0: all of it. */
  public Story refunds(String order, String time, long cents) {
    return add(
        new Refund(
            stamp("refund " + order, Event.NO_CHANNEL, time),
            id(order),
            cents == 0 ? Optional.empty() : Optional.of(new Money(cents, "EUR"))));
  }

  public List<ConversionFact> conversions() {
    return project().conversions();
  }

  /** The contact tells WhatsApp that no marketing is wanted. */
  public Story stopsMarketing(String time) {
    return add(new PreferenceChanged(stamp("stops", channel, time), "marketing_messages", true));
  }

  /** The business means to send something on this channel, and holds it back. */
  public Story blocked(String time, BlockReason reason, MessageLabel label) {
    return blocked(channel, time, reason, label);
  }

  /** The same, without a word about the channel or the message. */
  public Story blockedAnywhere(String time, BlockReason reason) {
    return blocked(Event.NO_CHANNEL, time, reason, MessageLabel.NONE);
  }

  private Story blocked(int channelId, String time, BlockReason reason, MessageLabel label) {
    return add(new SendBlocked(stamp("blocked " + reason, channelId, time), reason, label));
  }

  public Story sentToGroup(String name, String time) {
    return add(
        new MessageStatus(
            id("sent " + name + time),
            channel,
            at(time),
            id(name),
            true,
            EventKind.STATUS_READ,
            Optional.empty(),
            false,
            OptionalInt.empty(),
            label(Origin.CAMPAIGN)));
  }

  public Story add(Event event) {
    events.add(event);
    return this;
  }

  public static MessageLabel label(Origin origin) {
    return label(Optional.of(origin), Optional.empty(), Optional.empty());
  }

  public static MessageLabel label(
      Optional<Origin> origin, Optional<String> campaign, Optional<String> variant) {
    return new MessageLabel(
        origin,
        campaign,
        variant,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public Projection project() {
    return Timeline.project(events, exclusion, settings, asOf);
  }

  /** The outbound message of this name. */
  public OutboundMessage outbound(String name) {
    return project().messages().stream()
        .filter(message -> message.messageId().equals(id(name)))
        .map(OutboundMessage.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The inbound message of this name. */
  public InboundMessage inbound(String name) {
    return project().messages().stream()
        .filter(message -> message.messageId().equals(id(name)))
        .map(InboundMessage.class::cast)
        .findFirst()
        .orElseThrow();
  }

  public List<TurnFact> turns() {
    return project().turns();
  }

  public List<EpisodeFact> episodes() {
    return project().episodes();
  }

  /** A campaign that is read and answered, and one message that fails. */
  public static Story conversation() {
    var label = label(Optional.of(Origin.CAMPAIGN), Optional.of("spring"), Optional.of("b"));
    return new Story()
        .status("c", "0H", EventKind.STATUS_SENT, label)
        .read("c", "1M")
        .writes("r", "1H")
        .sent("a", "2H", Origin.AGENT)
        .fails("x", "3H", 131026);
  }
}
