package io.rapport.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toCollection;

import io.rapport.e2e.oracle.Truth;
import io.rapport.simulator.event.EventRenderer;
import io.rapport.simulator.webhook.WebhookRenderer;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A simulated past: what really happened, and what tells of it in an order nobody would wish for.
 *
 * @param from where the days begin that are asked about
 * @param to after the last that is told
 * @param webhooks bodies in the order to send them, some of them more than once
 * @param reports bodies of what other software reports, likewise
 */
record World(Truth truth, Instant from, Instant to, List<byte[]> webhooks, List<byte[]> reports) {
  private static final String SIMULATED_BUSINESS = "100200300400";
  private static final int DAYS = 30;
  private static final int QUARTER = 90;

  /** Before it, so that in it some have been silent for long. */
  private static final int HISTORY = 40;

  private static final double REPEATED = 0.25;

  /** Most facts of one body, on average, of a quarter. */
  private static final int BATCH = 5;

  /**
   * The month up to now, of which nothing but webhooks tells.
   *
   * @param business twelve digits by which this world's accounts and numbers differ from those of
   *     every other world told to the same suite
   * @param count how many different webhooks; repeated ones come on top
   */
  static World of(String business, long seed, int customers, int count) {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    // Scenes begin until today, so some of what they lead to is still to come and not in the truth.
    var from = now.minus(Duration.ofDays(DAYS));
    var scenario =
        Scenario.generate(seed, from, DAYS, new Scenario.Options(customers, 1)).before(now);
    var random = new Random(seed);
    var webhooks = told(scenario.webhooks(), count, WebhookRenderer::render, business, random);
    return new World(
        truth(
            scenario.facts().stream().filter(fact -> !(fact instanceof Fact.Reported)).toList(),
            business),
        from,
        now,
        webhooks,
        List.of());
  }

  /**
   * Ninety days with all that bots, desks, shops and surveys know, in which the clocks of a zone
   * were changed; up to now if they can be.
   */
  static World overChangeOfClocks(String business, long seed, int customers, ZoneId zone) {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var latest =
        zone.getRules().previousTransition(now).getInstant().plus(Duration.ofDays(QUARTER - 10));
    var to = latest.isBefore(now) ? latest : now;
    var from = to.minus(Duration.ofDays(QUARTER));
    var scenario =
        Scenario.generate(
                seed,
                from.minus(Duration.ofDays(HISTORY)),
                QUARTER + HISTORY,
                new Scenario.Options(customers, 1))
            .before(to);
    var random = new Random(seed);
    var reported = scenario.facts().stream().filter(Fact.Reported.class::isInstance).toList();
    return new World(
        truth(scenario.facts(), business),
        from,
        to,
        told(
            scenario.webhooks(),
            scenario.webhooks().size() / BATCH,
            WebhookRenderer::render,
            business,
            random),
        told(reported, reported.size() / BATCH, EventRenderer::render, business, random));
  }

  private static Truth truth(List<Fact> facts, String business) {
    return Truth.of(
        facts.stream().map(fact -> renamed(io.rapport.simulator.world.Truth.line(fact), business)));
  }

  /** Shuffled, cut into bodies, some of which come again, and shuffled once more. */
  private static List<byte[]> told(
      List<Fact> facts,
      int count,
      Function<List<Fact>, byte[]> renderer,
      String business,
      Random random) {
    var shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, random);
    var bodies = new ArrayList<byte[]>();
    for (var batch : split(shuffled, count, random)) {
      bodies.add(renamed(new String(renderer.apply(batch), US_ASCII), business).getBytes(US_ASCII));
    }
    int different = bodies.size();
    for (int i = 0; i < different * REPEATED; i++) {
      bodies.add(bodies.get(random.nextInt(different)));
    }
    Collections.shuffle(bodies, random);
    return bodies;
  }

  /** The simulator has one business only, whose ids all begin alike. */
  private static String renamed(String json, String business) {
    return json.replace("\"" + SIMULATED_BUSINESS, "\"" + business);
  }

  /** Cuts the list at random places into {@code count} parts, most of them short. */
  private static List<List<Fact>> split(List<Fact> facts, int count, Random random) {
    if (facts.size() < count) {
      throw new IllegalArgumentException(
          "%d facts do not fill %d bodies".formatted(facts.size(), count));
    }
    var cuts =
        random
            .ints(1, facts.size())
            .distinct()
            .limit(count - 1L)
            .sorted()
            .boxed()
            .collect(toCollection(ArrayList::new));
    cuts.addFirst(0);
    cuts.addLast(facts.size());
    var parts = new ArrayList<List<Fact>>();
    for (int i = 0; i < count; i++) {
      parts.add(facts.subList(cuts.get(i), cuts.get(i + 1)));
    }
    return parts;
  }
}
