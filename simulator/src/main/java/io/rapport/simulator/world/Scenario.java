package io.rapport.simulator.world;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A past that really happened, made from a seed: the same seed, start, days and options give the
 * same facts, to the byte.
 *
 * @param facts in the order they happened. Scenes begin within the asked days, but answers, reads
 *     and late deliveries follow for some days after; see {@link #before}.
 */
public record Scenario(List<Fact> facts) {
  /**
   * What a world is made of.
   *
   * @param customers how many people, at least 10
   * @param activity multiplies how often something happens; 1 gives about 750 webhook facts a day
   *     for 1,000 customers
   */
  public record Options(int customers, double activity) {
    public static final Options DEFAULT = new Options(1000, 1);

    public Options {
      if (customers < 10) {
        throw new IllegalArgumentException("customers must be at least 10, not " + customers);
      }
      if (!(activity > 0)) {
        throw new IllegalArgumentException("activity must be positive, not " + activity);
      }
    }
  }

  private record Cue(Instant at, Channel channel, Scene scene) {}

  private static final Duration QUESTION_EVERY = Duration.ofDays(26);
  private static final Duration UTILITY_EVERY = Duration.ofDays(16);
  private static final Duration CART_EVERY = Duration.ofDays(30);
  private static final Duration GROUP_EVERY = Duration.ofDays(6);

  public Scenario {
    facts = List.copyOf(facts);
  }

  /**
   * Plays a world.
   *
   * @param start of the first day, whole seconds
   */
  public static Scenario generate(long seed, Instant start, int days, Options options) {
    requireNonNull(start, "start is null");
    requireNonNull(options, "options is null");
    var end = start.plus(Duration.ofDays(days));
    var facts = new ArrayList<Fact>();
    for (var account : Account.ALL) {
      facts.add(new Fact.AccountOpened(start, account));
    }
    var campaigns = Account.ALL.stream().flatMap(a -> Campaign.of(a, start, end).stream()).toList();
    var customers = new ArrayList<Customer>();
    for (int i = 0; i < options.customers(); i++) {
      var customer = new Customer(People.person(seed, i, start));
      customers.add(customer);
      facts.add(new Fact.PersonJoined(start, customer.person()));
      live(customer, Dice.of(seed, "life/" + i), campaigns, start, end, options, facts);
      shop(customer, Dice.of(seed, "shop/" + i), start, end, options, facts);
    }
    groups(seed, customers, start, end, facts);
    facts.sort(Comparator.comparing(Fact::at));
    return new Scenario(facts);
  }

  /** What had happened before an instant. */
  public Scenario before(Instant end) {
    return new Scenario(facts.stream().filter(fact -> fact.at().isBefore(end)).toList());
  }

  /** The lines of {@code truth.jsonl}, without line feeds. */
  public Stream<String> truth() {
    return facts.stream().map(Truth::line);
  }

  /** The facts a business hears of by webhook. */
  public List<Fact> webhooks() {
    return facts.stream().filter(Fact::webhook).toList();
  }

  private static void live(
      Customer customer,
      Dice dice,
      List<Campaign> campaigns,
      Instant start,
      Instant end,
      Options options,
      List<Fact> facts) {
    var person = customer.person();
    var account = Account.of(person.account());
    if (dice.chance(0.02) && start.isBefore(end)) {
      changeNumber(customer, dice, start, end, facts);
    }
    var cues = new ArrayList<Cue>();
    var home = account.channel(person.channel()).orElseThrow();
    double calm = 1 / options.activity();
    for (var at = start.plus(dice.every(times(QUESTION_EVERY, calm)));
        at.isBefore(end);
        at = at.plus(dice.every(times(QUESTION_EVERY, calm)))) {
      // Now and then people write to the other number.
      var channel = dice.chance(0.15) ? dice.pick(account.channels()) : home;
      cues.add(new Cue(Rhythm.awake(at, person.zone(), dice), channel, new Question()));
    }
    for (var at = start.plus(dice.every(times(UTILITY_EVERY, calm)));
        at.isBefore(end);
        at = at.plus(dice.every(times(UTILITY_EVERY, calm)))) {
      cues.add(new Cue(at, home, new UtilityMessage()));
    }
    for (var campaign : campaigns) {
      if (campaign.account().equals(account.waba()) && dice.chance(0.45 * options.activity())) {
        cues.add(
            new Cue(
                campaign.at().plusSeconds(dice.below(2400)), home, new CampaignMessage(campaign)));
      }
    }
    cues.removeIf(cue -> !cue.at().isBefore(end));
    cues.sort(Comparator.comparing(Cue::at));
    for (var cue : cues) {
      cue.scene().play(new Stage(customer, cue.channel(), dice, facts::add), cue.at());
    }
  }

  private static void shop(
      Customer customer, Dice dice, Instant start, Instant end, Options options, List<Fact> facts) {
    var person = customer.person();
    var home = Account.of(person.account()).channel(person.channel()).orElseThrow();
    var pause = times(CART_EVERY, 1 / options.activity());
    for (var at = start.plus(dice.every(pause));
        at.isBefore(end);
        at = at.plus(dice.every(pause))) {
      new Shopping()
          .play(new Stage(customer, home, dice, facts::add), Rhythm.awake(at, person.zone(), dice));
    }
  }

  private static void changeNumber(
      Customer customer, Dice dice, Instant start, Instant end, List<Fact> facts) {
    var person = customer.person();
    var channel = Account.of(person.account()).channel(person.channel()).orElseThrow();
    var at = start.plusSeconds(Math.round(dice.unit() * Duration.between(start, end).toSeconds()));
    var after = NumberChange.renamed(person.identity(), person, dice);
    var change = new Fact.NumberChanged(at, person.account(), person.id(), after);
    customer.observe(change);
    facts.add(change);
    facts.add(NumberChange.announcement(at, person, channel, person.identity(), after, dice));
  }

  private static void groups(
      long seed, List<Customer> customers, Instant start, Instant end, List<Fact> facts) {
    for (var account : Account.ALL) {
      var dice = Dice.of(seed, "groups/" + account.waba());
      var members =
          customers.stream()
              .filter(customer -> customer.person().account().equals(account.waba()))
              .limit(4)
              .toList();
      var group = new GroupChat("12036304" + dice.digits(10));
      for (var at = start.plus(dice.every(GROUP_EVERY));
          at.isBefore(end) && !members.isEmpty();
          at = at.plus(dice.every(GROUP_EVERY))) {
        group.play(
            members.stream()
                .map(it -> new Stage(it, account.channels().getFirst(), dice, facts::add))
                .toList(),
            at);
      }
    }
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofSeconds(Math.max(1, Math.round(duration.toSeconds() * factor)));
  }
}
