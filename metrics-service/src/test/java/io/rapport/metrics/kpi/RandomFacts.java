package io.rapport.metrics.kpi;

import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Facts of a seeded kind of chance: every case that a KPI distinguishes comes up, many on the edge
 * of a window, and times are anywhere in a bucket.
 */
final class RandomFacts {

  private static final long[] EDGES = {0, 1, 3600, 3601, 86_400, 86_401, 259_200, 259_201};
  private static final int[] CODES = {131026, 131047, 131049, 131050, 130472, 368, 132001, 1};

  private final SplittableRandom random;
  private final Instant from;
  private final Duration length;
  private final List<FactRows.Message> messages = new ArrayList<>();
  private final List<FactRows.Turn> turns = new ArrayList<>();
  private final Map<UUID, Instant> receipts = new LinkedHashMap<>();

  RandomFacts(long seed, Instant from, Duration length, int contacts, int perContact) {
    this.random = new SplittableRandom(seed);
    this.from = from;
    this.length = length;
    for (int i = 0; i < contacts; i++) {
      var contact = id();
      int exclusion = random.nextInt(12) == 0 ? random.nextInt(1, 6) : 0;
      receipts.put(contact, receipt());
      for (int j = random.nextInt(perContact) + 1; j > 0; j--) {
        messages.add(message(contact, exclusion));
        turns.add(turn(contact, exclusion));
      }
    }
  }

  List<FactRows.Message> messages() {
    return messages;
  }

  List<FactRows.Turn> turns() {
    return turns;
  }

  /** The last receipt of each contact, null where there was none. */
  Map<UUID, Instant> receipts() {
    return receipts;
  }

  private FactRows.Message message(UUID contact, int exclusion) {
    var sent = moment();
    var delivered = sometimes(0.8) ? after(sent) : null;
    var read = delivered != null && sometimes(0.5) ? later(delivered, after(sent)) : null;
    var failed = (delivered == null && sometimes(0.6)) || sometimes(0.02) ? after(sent) : null;
    var reply = delivered != null && sometimes(0.4) ? after(sent) : null;
    var converted = delivered != null && sometimes(0.2) ? after(sent) : null;
    var optedOut = sometimes(0.1) ? after(sent) : null;
    var click = delivered != null && sometimes(0.3) ? after(sent) : null;
    return new FactRows.Message(
        contact,
        id(),
        random.nextInt(1, 3),
        pick(Origin.CAMPAIGN, Origin.AUTOMATION, Origin.SURVEY, Origin.TEMPLATE),
        sometimes(0.2) ? null : pick(PricingCategory.MARKETING, PricingCategory.UTILITY),
        exclusion,
        sent,
        delivered,
        read,
        failed,
        failed == null ? null : CODES[random.nextInt(CODES.length)],
        reply,
        reply != null && sometimes(0.5),
        click,
        converted,
        optedOut,
        sometimes(0.05),
        label());
  }

  private FactRows.Turn turn(UUID contact, int exclusion) {
    var started = moment();
    var human = sometimes(0.5) ? after(started) : null;
    var bot = sometimes(0.4) ? after(started) : null;
    var service = sometimes(0.1) ? after(started) : null;
    var answered = earliest(earliest(human, bot), service);
    Origin origin =
        answered == null
            ? null
            : answered.equals(human)
                ? Origin.AGENT
                : answered.equals(bot) ? Origin.BOT : Origin.SERVICE;
    return new FactRows.Turn(
        contact,
        id(),
        random.nextInt(1, 3),
        sometimes(0.6),
        exclusion,
        started,
        started.plus(Duration.ofSeconds(random.nextLong(3600, 7 * 86_400))),
        answered,
        human,
        bot,
        origin,
        label());
  }

  private FactRows.Label label() {
    return new FactRows.Label(
        pick("spring", "summer", "", null),
        pick("a", "b", null),
        pick("offer", "reminder", null),
        pick("de", "en", null),
        pick("vip", null),
        pick("text", "template", null));
  }

  private Instant receipt() {
    return switch (random.nextInt(3)) {
      case 0 -> null;
      case 1 -> from.minus(Duration.ofDays(120));
      default -> from.plus(length);
    };
  }

  private Instant moment() {
    return from.plusSeconds(random.nextLong(length.toSeconds()));
  }

  private Instant after(Instant start) {
    return start.plusSeconds(
        sometimes(0.3)
            ? EDGES[random.nextInt(EDGES.length)]
            : (long) Math.exp(random.nextDouble() * Math.log(400_000)));
  }

  private boolean sometimes(double probability) {
    return random.nextDouble() < probability;
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earliest(Instant one, Instant other) {
    return one == null ? other : other == null ? one : one.isBefore(other) ? one : other;
  }
}
