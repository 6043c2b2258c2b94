package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Life as it goes on: everyday scenes, and what people do when somebody sends to them. Every method
 * gives facts from {@code at} on, many of them still to come. Not thread-safe.
 */
public final class LiveWorld {
  private static final int TRIES = 8;

  private final long seed;
  private final Roster roster;
  private long scenes;

  /**
   * @param seed must differ between two runs, or message ids would recur
   */
  public LiveWorld(long seed, Roster roster) {
    this.seed = seed;
    this.roster = roster;
  }

  /** One scene of everyday life with a customer who is awake. */
  public List<Fact> scene(Instant at) {
    var facts = new ArrayList<Fact>();
    var dice = nextDice();
    double roll = dice.unit();
    if (roll < 0.015) {
      facts.addAll(newcomer(at, dice).joining());
    }
    var customer = facts.isEmpty() ? awake(at, dice) : roster.customers().getLast();
    var account = Account.of(customer.person().account());
    var channel = account.channel(customer.person().channel()).orElseThrow();
    if (roll > 0.998) {
      changeNumber(customer, channel, at, dice, facts);
      return facts;
    }
    Scene scene =
        roll < 0.33
            ? new Question()
            : roll < 0.66
                ? new CampaignMessage(current(account, at))
                : roll < 0.9 ? new UtilityMessage() : new Shopping();
    scene.play(new Stage(customer, channel, dice, facts::add), at);
    return facts;
  }

  /** The customer writes this now; nobody answers. */
  public List<Fact> write(
      Customer customer, Channel channel, Instant at, Content content, Optional<String> context) {
    var facts = new ArrayList<Fact>();
    new Stage(customer, channel, nextDice(), facts::add).says(at, content, context);
    return facts;
  }

  /**
   * The business sends this now.
   *
   * @param to the number or user id it is sent to
   */
  public List<Fact> send(
      Customer customer, String to, Channel channel, Instant at, Posting posting) {
    var facts = new ArrayList<Fact>();
    var dice = nextDice();
    var stage = new Stage(customer, channel, dice, facts::add);
    var label = posting.callbackData().flatMap(Label::parse);
    var shipment =
        new Shipment(
            label,
            posting.callbackData(),
            posting.category(),
            posting.voice(),
            0.15,
            customer.reachedAs(to) ? Optional.empty() : Optional.of(131026));
    var sent = stage.sends(at, shipment);
    if (sent.seenAt().isPresent()) {
      answer(stage, sent, sent.seenAt().get(), posting);
    }
    return facts;
  }

  private void answer(Stage stage, Sent sent, Instant seenAt, Posting posting) {
    var dice = stage.dice();
    var at = seenAt.plus(dice.around(Duration.ofSeconds(40), 1));
    if (!posting.taps().isEmpty() && dice.chance(0.45)) {
      stage.says(at, dice.pick(posting.taps()), Optional.of(sent.wamid()));
    } else if (dice.chance(0.15)) {
      stage.says(at, Content.text(dice.pick(Phrases.FOLLOW_UPS)), Optional.empty());
    }
  }

  /** A customer nobody knew, with the facts by which they come into being. */
  public record Newcomer(Customer customer, List<Fact> joining) {
    public Newcomer {
      joining = List.copyOf(joining);
    }
  }

  /** Somebody with a name of the caller's choosing writes or is written to for the first time. */
  public Newcomer newcomer(Account account, Channel channel, Identity identity, Instant at) {
    var model = People.person(seed, roster.size(), at);
    return join(
        new Person(
            model.id(),
            account.waba(),
            channel.phoneNumberId(),
            model.zone(),
            model.country(),
            model.receipts(),
            model.pace(),
            model.eagerness(),
            model.segment(),
            identity,
            at));
  }

  private Newcomer newcomer(Instant at, Dice dice) {
    return join(People.person(dice.below(Integer.MAX_VALUE), roster.size(), at));
  }

  private Newcomer join(Person person) {
    var joined = new Fact.PersonJoined(person.joined(), person);
    roster.observe(joined);
    return new Newcomer(roster.person(person.id()).orElseThrow(), List.of(joined));
  }

  private Customer awake(Instant at, Dice dice) {
    var customer = roster.any(dice);
    for (int i = 0; i < TRIES; i++) {
      int hour = at.atZone(customer.person().zone()).getHour();
      if (hour >= 7 && hour < 23) {
        return customer;
      }
      customer = roster.any(dice);
    }
    return customer;
  }

  private void changeNumber(
      Customer customer, Channel channel, Instant at, Dice dice, List<Fact> facts) {
    var person = customer.person();
    var before = customer.identity();
    var after = NumberChange.renamed(before, person, dice);
    if (after.waId().isPresent() && after.waId().equals(before.waId())) {
      return;
    }
    var change = new Fact.NumberChanged(at, person.account(), person.id(), after);
    facts.add(change);
    facts.add(NumberChange.announcement(at, person, channel, before, after, dice));
    roster.observe(change);
  }

  private static Campaign current(Account account, Instant at) {
    var month = LocalDate.ofInstant(at, account.zone());
    var name = String.format(Locale.ROOT, "always-on-%tY-%<tm", month);
    return new Campaign(account.waba(), name, "always_on", at, true);
  }

  private Dice nextDice() {
    return Dice.of(seed, "scene/" + scenes++);
  }
}
