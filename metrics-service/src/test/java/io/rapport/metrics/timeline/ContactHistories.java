package io.rapport.metrics.timeline;

import io.rapport.common.event.BlockReason;
import io.rapport.common.event.BotActivity;
import io.rapport.common.event.CartCreated;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;

/**
 * Random histories of one contact: few messages, few moments, so that facts meet in one second, at
 * the edges of windows and in every impossible combination.
 */
public final class ContactHistories {

  private static final int MESSAGES = 14;
  private static final int[] CODES = {131026, 131047, 131049, 131050, 130472, 368, 132001, 1};

  private final Random random;

  /** The same seed gives the same history. */
  public ContactHistories(long seed) {
    random = new Random(seed);
  }

  /**
   * @param size how many facts
   */
  public List<Event> history(int size) {
    var events = new ArrayList<Event>();
    for (int i = 0; i < size; i++) {
      events.add(
          switch (random.nextInt(29)) {
            case 0, 1, 2, 3, 4, 5 -> received();
            case 6 -> sent();
            case 7 -> resolved();
            case 8 -> clickedOrHeldBack();
            case 9 -> converted();
            case 10 -> refunded();
            case 11 -> preferred();
            case 12, 13, 14, 15 -> bot();
            case 16, 17 -> handedOver();
            case 18 -> cart();
            case 19 -> invited();
            case 20 -> rated();
            default -> status();
          });
    }
    return List.copyOf(events);
  }

  private MessageReceived received() {
    var time = time();
    int channel = channel();
    var id = message("in", channel);
    return new MessageReceived(
        eventId("received", id, time),
        channel,
        time,
        id,
        random.nextInt(25) == 0,
        pick(MessageType.values()),
        random.nextInt(3) == 0 ? Optional.of(message("out", channel())) : Optional.empty(),
        random.nextInt(12) == 0 ? SubscriptionWord.OPT_OUT : SubscriptionWord.NONE,
        Optional.empty());
  }

  private MessageSent sent() {
    var kind = pick(EventKind.MESSAGE_ACCEPTED, EventKind.MESSAGE_ECHOED);
    var time = time();
    int channel = channel();
    var id = message("out", channel);
    return new MessageSent(
        eventId(kind.name(), id, time),
        channel,
        time,
        id,
        random.nextInt(25) == 0,
        kind,
        Optional.empty(),
        label(),
        List.of());
  }

  private ConversationResolved resolved() {
    var time = time();
    int channel = random.nextInt(3);
    return new ConversationResolved(
        new Stamp(eventId("resolved", Story.id("channel " + channel), time), channel, time),
        random.nextBoolean() ? Optional.of(pick(Party.values())) : Optional.empty());
  }

  private BotActivity bot() {
    var kind =
        pick(EventKind.BOT_TURN, EventKind.BOT_STEP, EventKind.BOT_FALLBACK, EventKind.BOT_GOAL);
    var time = time();
    int channel = random.nextInt(3);
    return new BotActivity(
        stamp(kind.name(), channel, time),
        kind,
        pick("shop", "desk"),
        random.nextBoolean() ? Optional.of(Story.id("run " + random.nextInt(4))) : Optional.empty(),
        maybe("returns", "orders"),
        maybe("which", "why", "when"),
        maybe("greeting"),
        OptionalDouble.empty(),
        Optional.empty());
  }

  private Handover handedOver() {
    return new Handover(
        stamp("handover", random.nextInt(3), time()),
        random.nextBoolean() ? Optional.of(pick(Party.values())) : Optional.empty(),
        pick(Party.HUMAN, Party.HUMAN, Party.BOT),
        random.nextBoolean() ? Optional.of(pick(HandoverReason.values())) : Optional.empty());
  }

  private CartCreated cart() {
    var time = time();
    var cart = Story.id("cart " + random.nextInt(4));
    return new CartCreated(
        new Stamp(eventId("cart", cart, time), random.nextInt(3), time),
        cart,
        Optional.of(money()));
  }

  private SurveyInvited invited() {
    var time = time();
    var invitation = Story.id("invitation " + random.nextInt(5));
    return new SurveyInvited(
        new Stamp(eventId("invited", invitation, time), random.nextInt(3), time),
        invitation,
        "after-service",
        pick(SurveyScale.values()),
        random.nextBoolean() ? Optional.of(message("out", channel())) : Optional.empty());
  }

  private SurveyAnswered rated() {
    var time = time();
    var invitation = Story.id("invitation " + random.nextInt(5));
    return new SurveyAnswered(
        new Stamp(eventId("rated", invitation, time), random.nextInt(3), time),
        invitation,
        "after-service",
        pick(SurveyScale.values()),
        random.nextInt(12) - 1);
  }

  /** A link that led to no message changes no other fact, and neither does what was held back. */
  private Event clickedOrHeldBack() {
    var used = clicked();
    if (used.kind() != EventKind.LINK_FOLLOWED || used.message().isPresent()) {
      return used;
    }
    var reasons = BlockReason.values();
    var reason = reasons[(int) (used.occurredAt().getEpochSecond() % reasons.length)];
    return new SendBlocked(
        stamp("blocked " + reason, used.channelId(), used.occurredAt()), reason, used.label());
  }

  private Stamp stamp(String what, int channel, Instant time) {
    return new Stamp(eventId(what, Story.id("channel " + channel), time), channel, time);
  }

  private LinkUsed clicked() {
    var time = time();
    int channel = random.nextInt(3);
    var message =
        random.nextBoolean() ? Optional.of(message("out", channel())) : Optional.<UUID>empty();
    return new LinkUsed(
        new Stamp(eventId("click " + message, Story.id("channel " + channel), time), channel, time),
        pick(EventKind.LINK_CLICKED, EventKind.LINK_FOLLOWED),
        Story.id("link"),
        message,
        label());
  }

  private Conversion converted() {
    var time = time();
    var order = Story.id("order " + random.nextInt(5));
    return new Conversion(
        new Stamp(eventId("conversion", order, time), random.nextInt(3), time),
        order,
        pick("purchase", "Purchase", "lead"),
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(money()),
        random.nextInt(3) == 0
            ? Optional.of(Story.id("cart " + random.nextInt(4)))
            : Optional.empty(),
        Optional.empty());
  }

  private Refund refunded() {
    var time = time();
    var order = Story.id("order " + random.nextInt(5));
    return new Refund(
        new Stamp(eventId("refund", order, time), random.nextInt(3), time),
        order,
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(money()));
  }

  private Money money() {
    return new Money(1 + random.nextInt(3), pick("EUR", "USD"));
  }

  private PreferenceChanged preferred() {
    var time = time();
    int channel = random.nextInt(3);
    return new PreferenceChanged(
        new Stamp(eventId("preference", Story.id("channel " + channel), time), channel, time),
        "marketing_messages",
        random.nextInt(3) > 0);
  }

  private MessageStatus status() {
    var kind =
        pick(
            EventKind.STATUS_SENT,
            EventKind.STATUS_DELIVERED,
            EventKind.STATUS_READ,
            EventKind.STATUS_PLAYED,
            EventKind.STATUS_FAILED);
    var time = time();
    int channel = channel();
    // Now and then a status about what the customer sent, which cannot be.
    var id = message(random.nextInt(40) == 0 ? "in" : "out", channel);
    return new MessageStatus(
        eventId(kind.name(), id, time),
        channel,
        time,
        id,
        random.nextInt(25) == 0,
        kind,
        random.nextInt(3) == 0 ? Optional.of(pick(PricingCategory.values())) : Optional.empty(),
        random.nextInt(4) == 0,
        kind == EventKind.STATUS_FAILED
            ? OptionalInt.of(CODES[random.nextInt(CODES.length)])
            : OptionalInt.empty(),
        label());
  }

  private MessageLabel label() {
    if (random.nextInt(3) == 0) {
      return MessageLabel.NONE;
    }
    return new MessageLabel(
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(pick(Origin.values())),
        maybe("spring", "autumn"),
        maybe("a", "b"),
        maybe("offer", "news"),
        maybe("de", "en"),
        maybe("vip"),
        maybe("text", "template"));
  }

  private Optional<String> maybe(String... values) {
    return random.nextBoolean() ? Optional.of(pick(values)) : Optional.empty();
  }

  /** On a grid of six hours over twelve days, at most two seconds beside it. */
  private Instant time() {
    return Story.BEGIN.plusSeconds(random.nextInt(48) * 21_600L + random.nextInt(5) - 2);
  }

  private int channel() {
    return 1 + random.nextInt(2);
  }

  private UUID message(String direction, int channel) {
    return Story.id(direction + channel + "-" + random.nextInt(MESSAGES));
  }

  /** One fact for each kind, message and time, as the primary key of the facts has it. */
  private static UUID eventId(String kind, UUID message, Instant time) {
    return Story.id(kind + message + time);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
