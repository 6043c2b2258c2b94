package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where one customer's scene is played: turns what people do into facts. Not thread-safe. */
final class Stage {
  private static final double FAILS = 0.022;

  private final Customer customer;
  private final Channel channel;
  private final Dice dice;
  private final Consumer<Fact> facts;

  Stage(Customer customer, Channel channel, Dice dice, Consumer<Fact> facts) {
    this.customer = customer;
    this.channel = channel;
    this.dice = dice;
    this.facts = facts;
  }

  Customer customer() {
    return customer;
  }

  Person person() {
    return customer.person();
  }

  Channel channel() {
    return channel;
  }

  Account account() {
    return Account.of(person().account());
  }

  Dice dice() {
    return dice;
  }

  private Chat chat(Instant at, Optional<String> group) {
    return new Chat(person().account(), channel, person().id(), customer.identityAt(at), group);
  }

  void emit(Fact fact) {
    facts.accept(fact);
    customer.observe(fact);
  }

  /** The customer writes. Returns the message's id. */
  String says(Instant at, Content content, Optional<String> context) {
    return says(at, content, context, Optional.empty());
  }

  String says(Instant at, Content content, Optional<String> context, Optional<String> group) {
    var wamid = dice.wamid();
    emit(
        new Fact.Inbound(
            at,
            chat(at, group),
            wamid,
            content.kind(),
            content.members(),
            context,
            content.optOut()));
    return wamid;
  }

  /** Other software knows something of this customer, and on which number it happened. */
  void reports(Instant at, Report report) {
    reports(at, Optional.of(channel), report);
  }

  void reports(Instant at, Optional<Channel> where, Report report) {
    reports(at, where, dice.alphanumeric(20), report);
  }

  /**
   * @param id by which the source names the report, and no other one
   */
  void reports(Instant at, Optional<Channel> where, String id, Report report) {
    emit(
        new Fact.Reported(
            at, person().account(), person().id(), customer.identityAt(at), where, id, report));
  }

  /** The business sends to this customer alone. */
  Sent sends(Instant at, Shipment shipment) {
    return sends(at, shipment, dice.wamid(), Optional.empty());
  }

  Sent sends(Instant at, Shipment shipment, String wamid, Optional<String> group) {
    // Meta reports a message as sent in the same second or the next.
    var sentAt = customer.freeSecond(at.plusSeconds(dice.below(2)));
    var chat = chat(at, group);
    facts.accept(new Fact.Outbound(at, chat, wamid, shipment.label()));
    var reports = new Reports(chat, wamid, shipment);
    if (shipment.refusal().isPresent()) {
      reports.add(sentAt, "failed", shipment.refusal());
      return new Sent(wamid, sentAt, Optional.empty());
    }
    if (group.isEmpty() && dice.chance(FAILS)) {
      return fail(reports, sentAt, shipment);
    }
    reports.add(sentAt, "sent", Optional.empty());
    return arrive(reports, sentAt, shipment, group.isPresent());
  }

  private Sent fail(Reports reports, Instant sentAt, Shipment shipment) {
    int code =
        shipment.template()
            ? dice.pick(
                List.of(131026, 131026, 131026, 131049, 131049, 130472, 131048, 132015, 368))
            : dice.pick(List.of(131026, 131026, 131000, 131056, 130429));
    if (dice.chance(0.5)) {
      reports.add(sentAt, "sent", Optional.empty());
    }
    var failedAt = customer.freeSecond(sentAt.plusSeconds(dice.between(0, 20)));
    reports.add(failedAt, "failed", Optional.of(code));
    if (dice.chance(0.05)) {
      // A second device was reachable after all.
      reports.add(failedAt.plusSeconds(dice.between(30, 7200)), "delivered", Optional.empty());
    }
    return new Sent(reports.wamid, sentAt, Optional.empty());
  }

  private Sent arrive(Reports reports, Instant sentAt, Shipment shipment, boolean group) {
    if (dice.chance(0.012)) {
      return new Sent(reports.wamid, sentAt, Optional.empty());
    }
    var deliveredAt = sentAt.plus(travelTime());
    var seenAt = seen(deliveredAt, shipment);
    // Where the chat is open when it arrives, Meta skips `delivered`.
    boolean skipped = seenAt.isPresent() && person().receipts() && dice.chance(0.06);
    if (!skipped) {
      reports.add(deliveredAt, "delivered", Optional.empty());
    }
    if (person().receipts()) {
      seenAt.ifPresent(
          seen -> {
            reports.add(seen, "read", Optional.empty());
            if (shipment.voice() && dice.chance(0.8)) {
              reports.add(seen.plusSeconds(dice.between(1, 90)), "played", Optional.empty());
            }
          });
    }
    if (!group && dice.chance(0.002)) {
      reports.add(deliveredAt.plusSeconds(dice.between(5, 900)), "failed", Optional.of(131000));
    }
    return new Sent(reports.wamid, sentAt, seenAt);
  }

  private Duration travelTime() {
    int throwOf = dice.below(1000);
    if (throwOf < 8) {
      return Duration.ofHours(dice.between(72, 200)).plusSeconds(dice.below(3600));
    }
    if (throwOf < 80) {
      return dice.around(Duration.ofHours(2), 1);
    }
    return dice.around(Duration.ofSeconds(2), 0.8);
  }

  private Optional<Instant> seen(Instant deliveredAt, Shipment shipment) {
    double never = shipment.attention() >= 1 ? 0.22 : 0.03;
    if (dice.chance(never)) {
      return Optional.empty();
    }
    double minutes = 12 * person().pace() * shipment.attention();
    var delay = dice.around(Duration.ofSeconds(Math.max(2, Math.round(minutes * 60))), 1.3);
    return Optional.of(
        shipment.attention() < 0.2
            ? deliveredAt.plus(delay)
            : Rhythm.look(deliveredAt, delay, person().zone(), dice));
  }

  /** The statuses of one message: which of them tells the category, and which echo the label. */
  private final class Reports {
    private final Chat chat;
    private final String wamid;
    private final Shipment shipment;
    private final Optional<String> callbackData;
    private final int categoryOn;
    private final boolean secondIsBare;
    private int reported;

    Reports(Chat chat, String wamid, Shipment shipment) {
      this.chat = chat;
      this.wamid = wamid;
      this.shipment = shipment;
      this.callbackData = shipment.label().map(Label::tag).or(shipment::foreignData);
      this.categoryOn = dice.chance(0.85) ? 0 : dice.chance(0.9) ? 1 : Integer.MAX_VALUE;
      this.secondIsBare = dice.chance(0.01);
    }

    void add(Instant at, String status, Optional<Integer> code) {
      boolean priced = code.isEmpty() && reported == categoryOn;
      // A label is missing on a status now and then, but never on a message's only one.
      boolean bare = secondIsBare && reported == 1;
      facts.accept(
          new Fact.Status(
              at,
              chat,
              wamid,
              status,
              code,
              priced ? Optional.of(shipment.category()) : Optional.empty(),
              bare ? Optional.empty() : callbackData));
      reported++;
    }
  }
}
