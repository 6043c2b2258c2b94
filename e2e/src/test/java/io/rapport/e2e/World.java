package io.rapport.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toCollection;

import io.rapport.e2e.oracle.Truth;
import io.rapport.simulator.webhook.WebhookRenderer;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A simulated past up to now: what really happened, and the webhooks that tell of it in an order
 * nobody would wish for. What other software would report is left out.
 *
 * @param from before anything happened
 * @param webhooks bodies in the order to send them, some of them more than once
 */
record World(Truth truth, Instant from, List<byte[]> webhooks) {
  private static final String SIMULATED_BUSINESS = "100200300400";
  private static final int DAYS = 30;
  private static final double REPEATED = 0.25;

  /**
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
    var facts = new ArrayList<Fact>(scenario.webhooks());
    Collections.shuffle(facts, random);
    var webhooks = new ArrayList<byte[]>();
    for (var batch : split(facts, count, random)) {
      webhooks.add(
          renamed(new String(WebhookRenderer.render(batch), US_ASCII), business)
              .getBytes(US_ASCII));
    }
    int different = webhooks.size();
    for (int i = 0; i < different * REPEATED; i++) {
      webhooks.add(webhooks.get(random.nextInt(different)));
    }
    Collections.shuffle(webhooks, random);
    return new World(
        Truth.of(
            scenario.facts().stream()
                .filter(fact -> !(fact instanceof Fact.Reported))
                .map(fact -> renamed(io.rapport.simulator.world.Truth.line(fact), business))),
        from,
        webhooks);
  }

  /** The simulator has one business only, whose ids all begin alike. */
  private static String renamed(String json, String business) {
    return json.replace("\"" + SIMULATED_BUSINESS, "\"" + business);
  }

  /** Cuts the list at random places into {@code count} parts, most of them short. */
  private static List<List<Fact>> split(List<Fact> facts, int count, Random random) {
    if (facts.size() < count) {
      throw new IllegalArgumentException(
          "%d facts do not fill %d webhooks".formatted(facts.size(), count));
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
