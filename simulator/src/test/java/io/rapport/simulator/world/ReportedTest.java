package io.rapport.simulator.world;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What other software knows in a world of ninety days. */
class ReportedTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static List<Fact> facts;

  @BeforeAll
  static void generate() {
    facts = Scenario.generate(7, START, 90, Scenario.Options.DEFAULT).facts();
  }

  private static List<Fact.Reported> reports(String type) {
    return facts.stream()
        .filter(Fact.Reported.class::isInstance)
        .map(Fact.Reported.class::cast)
        .filter(reported -> reported.report().type().equals(type))
        .toList();
  }

  private static Optional<String> text(Fact.Reported reported, String member) {
    return Optional.ofNullable((String) reported.report().members().get(member));
  }

  private static Map<String, Long> shares(List<Fact.Reported> reports, String member) {
    return reports.stream()
        .collect(groupingBy(it -> text(it, member).orElse("absent"), counting()));
  }

  @Test
  void idsAreUnique() {
    var ids = new HashSet<String>();
    for (var fact : facts) {
      if (fact instanceof Fact.Reported it) {
        assertThat(ids.add(it.report().source() + "/" + it.id())).isTrue();
      }
    }
    assertThat(ids).hasSizeGreaterThan(5_000);
  }

  @Test
  void botsUnderstandMostly() {
    double turns = reports("bot.turn").size();
    double fallbacks = reports("bot.fallback").size();
    assertThat(fallbacks / (turns + fallbacks)).isBetween(0.08, 0.25);
    assertThat(shares(reports("bot.fallback"), "intent")).containsKeys("absent", "voucher");
    assertThat(reports("bot.goal")).isNotEmpty();
  }

  @Test
  void peopleAreCalledForEveryReasonAndForNone() {
    assertThat(shares(reports("handover"), "reason"))
        .containsOnlyKeys(
            "asked-for-human",
            "low-confidence",
            "policy",
            "out-of-scope",
            "limit",
            "other",
            "absent");
    assertThat(shares(reports("handover"), "to")).containsOnlyKeys("human", "bot");
    assertThat(shares(reports("handover"), "from")).containsOnlyKeys("bot", "human", "absent");
  }

  @Test
  void conversationsAreDeclaredOverByEverybody() {
    assertThat(shares(reports("conversation.resolved"), "by"))
        .containsOnlyKeys("bot", "human", "customer", "absent");
  }

  @Test
  void flowsEndAtEveryStepAndMostlyAtTheirGoal() {
    for (var flow : Flow.ALL) {
      var steps =
          shares(
              reports("bot.step").stream()
                  .filter(it -> text(it, "flow").equals(Optional.of(flow.name())))
                  .toList(),
              "step");
      assertThat(steps.keySet()).containsExactlyInAnyOrderElementsOf(flow.steps());
      // A step that was not understood comes again, yet fewer and fewer get so far.
      assertThat(steps.get(flow.steps().getFirst()))
          .isGreaterThan(steps.get(flow.steps().getLast()));
      double goals =
          reports("bot.goal").stream()
              .filter(it -> text(it, "flow").equals(Optional.of(flow.name())))
              .count();
      assertThat(goals / steps.get(flow.steps().getFirst())).isBetween(0.35, 0.85);
    }
    assertThat(shares(reports("bot.step"), "run")).containsKey("absent").hasSizeGreaterThan(100);
  }

  @Test
  void someFollowTheLinkInACampaignsMessage() {
    var sent =
        facts.stream()
            .filter(Fact.Outbound.class::isInstance)
            .map(Fact.Outbound.class::cast)
            .collect(toMap(Fact.Outbound::wamid, Fact.Outbound::at, (one, other) -> one));
    var clicks = reports("link.clicked");
    var known = clicks.stream().filter(it -> text(it, "wamid").isPresent()).toList();
    assertThat((double) known.size() / clicks.size()).isBetween(0.7, 0.9);
    assertThat(known)
        .hasSizeGreaterThan(200)
        .allSatisfy(it -> assertThat(it.channel()).isPresent())
        .allSatisfy(it -> assertThat(sent).containsKey(text(it, "wamid").orElseThrow()))
        .anySatisfy(it -> assertThat(it.at()).isBefore(sent.get(text(it, "wamid").orElseThrow())));
    assertThat(shares(clicks, "campaign")).containsKey("absent").hasSizeGreaterThan(10);
  }

  @Test
  void advertisingIsHeldBackFromWhoWantsNoneAndFromWhoHadSome() {
    var blocked = reports("send.blocked");
    assertThat(shares(blocked, "reason"))
        .containsOnlyKeys("consent", "frequency-cap", "quiet-hours")
        .allSatisfy((_, times) -> assertThat(times).isGreaterThan(10));
    // Who labels messages labels these, and knows the number.
    assertThat(shares(blocked, "campaign")).containsKey("absent").hasSizeGreaterThan(5);
    assertThat(blocked)
        .allSatisfy(
            it -> assertThat(it.channel().isPresent()).isEqualTo(text(it, "campaign").isPresent()));
    var firstOptOuts =
        facts.stream()
            .filter(Fact.Inbound.class::isInstance)
            .map(Fact.Inbound.class::cast)
            .filter(Fact.Inbound::optOut)
            .collect(toMap(it -> it.chat().person(), Fact.Inbound::at, (one, other) -> one));
    assertThat(blocked)
        .filteredOn(it -> text(it, "reason").equals(Optional.of("consent")))
        .allSatisfy(it -> assertThat(firstOptOuts.get(it.person())).isBeforeOrEqualTo(it.at()));
  }

  @Test
  void mostCartsAreAbandoned() {
    var created =
        reports("cart.created").stream()
            .collect(toMap(it -> text(it, "cart").orElseThrow(), Fact.Reported::at));
    var bought =
        reports("conversion").stream()
            .filter(it -> text(it, "cart").map(created::get).isPresent())
            .filter(
                it ->
                    Duration.between(created.get(text(it, "cart").orElseThrow()), it.at())
                            .compareTo(Duration.ofDays(1))
                        <= 0)
            .map(it -> text(it, "cart").orElseThrow())
            .collect(toSet());
    assertThat((double) bought.size() / created.size()).isBetween(0.3, 0.5);
  }

  @Test
  void someRatingsAreChangedOrLateOrNone() {
    assertThat(shares(reports("survey.invited"), "scale")).containsOnlyKeys("csat", "nps", "ces");
    assertThat(shares(reports("survey.invited"), "wamid")).containsKey("absent");
    var invited = new HashMap<String, Instant>();
    reports("survey.invited")
        .forEach(it -> invited.put(text(it, "invitation").orElseThrow(), it.at()));
    var answers =
        reports("survey.answered").stream()
            .collect(groupingBy(it -> text(it, "invitation").orElseThrow()));
    assertThat((double) answers.size() / invited.size()).isBetween(0.25, 0.5);
    assertThat(answers.values()).anyMatch(given -> given.size() > 1);
    assertThat(answers.entrySet())
        .anyMatch(
            given ->
                Duration.between(invited.get(given.getKey()), given.getValue().getFirst().at())
                        .toDays()
                    > 14);
    assertThat(
            reports("survey.answered").stream()
                .filter(it -> text(it, "scale").equals(Optional.of("csat")))
                .map(it -> it.report().members().get("rating"))
                .collect(toSet()))
        .contains(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void whatIsGivenBackWasBoughtBefore() {
    var bought = new HashMap<String, Instant>();
    var seen = reports("conversion");
    seen.forEach(it -> bought.putIfAbsent(text(it, "order").orElseThrow(), it.at()));
    // Some orders are reported twice.
    assertThat(bought).hasSizeLessThan(seen.size());
    var refunds = reports("refund");
    assertThat(refunds).hasSizeGreaterThan(20);
    assertThat(refunds)
        .allMatch(it -> it.at().isAfter(bought.get(text(it, "order").orElseThrow())));
    assertThat(refunds).anyMatch(it -> !it.report().members().containsKey("value"));
  }
}
