package io.rapport.e2e.oracle;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.rapport.e2e.oracle.Figures.Bots;
import io.rapport.e2e.oracle.Figures.EpisodeConversionRate;
import io.rapport.e2e.oracle.Figures.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How one account serves its customers: bots, queues, flows, carts, and who comes back. */
final class Service {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final List<EpisodeFact> episodes;
  private final List<Inbound> inbounds;
  private final List<Reported> reported;
  private final List<FlowRun> runs;
  private final Shop shop;
  private final EpisodeConversions conversions;
  private final Lives lives;

  Service(
      List<EpisodeFact> episodes, List<Inbound> inbounds, List<Reported> reported, Lives lives) {
    this.lives = lives;
    this.episodes = episodes;
    this.inbounds = inbounds;
    this.reported = reported;
    var written = inbounds.stream().collect(groupingBy(Inbound::person));
    this.runs =
        reported.stream().collect(groupingBy(Reported::person)).entrySet().stream()
            .flatMap(
                told ->
                    FlowRun.of(
                        told.getValue(), written.getOrDefault(told.getKey(), List.of()), lives)
                        .stream())
            .toList();
    this.shop = new Shop(reported, lives);
    this.conversions = new EpisodeConversions(episodes, shop);
  }

  Shop shop() {
    return shop;
  }

  Bots bots(Question question) {
    var opened = opened(question);
    var withBot = opened.stream().filter(EpisodeFact::withBot).toList();
    var mature = withBot.stream().filter(episode -> over(episode, question)).toList();
    return new Bots(
        ratio(
            withBot,
            episode -> over(episode, question),
            episode -> episode.selfResolved() && !comesBack(episode, WEEK)),
        ratio(
            withBot,
            episode -> over(episode, question),
            episode -> episode.selfResolved() && !comesBack(episode, DAY)),
        ratio(withBot, episode -> over(episode, question), EpisodeFact::escalated),
        mature.stream()
            .flatMap(
                episode ->
                    episode.activities().stream().filter(Reported::handsOverToHuman).limit(1))
            .collect(groupingBy(it -> it.text("reason").orElse("unknown"), counting())),
        new Latencies(
            mature.stream()
                .flatMap(episode -> episode.humanAfterHandover().stream())
                .map(Duration::toSeconds)
                .toList()),
        ratio(
            opened.stream().filter(EpisodeFact::byCustomer).toList(),
            episode -> over(episode, question),
            EpisodeFact::withBot));
  }

  EpisodeConversionRate episodeConversionRate(Question question) {
    var opened = opened(question);
    return new EpisodeConversionRate(
        ratio(opened, it -> over(it, question), it -> conversions.of(it) > 0),
        opened.stream().filter(it -> over(it, question)).mapToLong(conversions::of).sum());
  }

  private List<EpisodeFact> opened(Question question) {
    return episodes.stream().filter(it -> question.asks(it.traits(), it.openedAt())).toList();
  }

  /** Of what customers said to bots. */
  Ratio fallbackRate(Question question) {
    return ratio(
        inputs().filter(it -> question.asks(inputTraits(it), it.at())).toList(),
        it -> true,
        it -> it.type().equals("bot.fallback"));
  }

  private Stream<Reported> inputs() {
    return reported.stream()
        .filter(it -> it.type().equals("bot.turn") || it.type().equals("bot.fallback"));
  }

  private Traits inputTraits(Reported input) {
    return input.traits(lives, "bot", "flow", "intent");
  }

  /**
   * The traits of all that a KPI counts, with the time of each; empty where it is none of these.
   */
  Stream<Told> told(String kpi) {
    return switch (kpi) {
      case "bot-self-resolution", "bot-escalation", "bot-coverage", "episode-conversion-rate" ->
          episodes.stream().map(it -> new Told(it.traits(), it.openedAt()));
      case "queue-abandonment" ->
          episodes.stream()
              .flatMap(it -> it.entered().map(at -> new Told(it.traits(), at)).stream());
      case "fallback-rate" -> inputs().map(it -> new Told(inputTraits(it), it.at()));
      case "flow-abandonment" -> runs.stream().map(it -> new Told(it.traits(), it.startedAt()));
      case "cart-abandonment" ->
          shop.carts().stream().map(it -> new Told(it.traits(), it.createdAt()));
      case "retention-rate" -> inbounds.stream().map(it -> new Told(traits(it), it.at()));
      default -> Stream.empty();
    };
  }

  /** Over for so long that nobody can come back in time any more. */
  private static boolean over(EpisodeFact episode, Question question) {
    return !episode.silentAt().isAfter(question.asOf())
        && Oracle.mature(episode.endedAt(), WEEK, question);
  }

  private boolean comesBack(EpisodeFact episode, Duration within) {
    return episodes.stream()
        .filter(other -> other.person().equals(episode.person()))
        .map(EpisodeFact::openedAt)
        .anyMatch(
            at -> at.isAfter(episode.endedAt()) && !at.isAfter(episode.endedAt().plus(within)));
  }

  Ratio queueAbandonment(Question question) {
    return ratio(
        episodes.stream()
            .filter(
                episode ->
                    episode.entered().filter(at -> question.asks(episode.traits(), at)).isPresent())
            .filter(episode -> !episode.shortWait() || !closed(episode, question))
            .toList(),
        episode -> closed(episode, question),
        EpisodeFact::abandonedInQueue);
  }

  private static boolean closed(EpisodeFact episode, Question question) {
    return !episode.windowEnd().isAfter(question.asOf());
  }

  Ratio flowAbandonment(Question question) {
    return ratio(
        runs.stream().filter(run -> question.asks(run.traits(), run.startedAt())).toList(),
        run -> !run.until().isAfter(question.asOf()),
        FlowRun::abandoned);
  }

  Ratio cartAbandonment(Question question) {
    return ratio(
        shop.carts().stream()
            .filter(cart -> question.asks(cart.traits(), cart.createdAt()))
            .toList(),
        cart -> !cart.decidedAt().isAfter(question.asOf()),
        Shop.Cart::abandoned);
  }

  /** By the reason. */
  Map<String, Long> blockedSends(Question question) {
    return reported.stream()
        .filter(it -> it.type().equals("send.blocked"))
        .filter(it -> question.asks(it.traits(lives), it.at()))
        .collect(groupingBy(it -> it.text("reason").orElseThrow(), counting()));
  }

  private Traits traits(Inbound inbound) {
    return Traits.NONE
        .with("channel", inbound.channel())
        .with("lifecycle", lives.at(inbound.person(), inbound.at()));
  }

  /** The running period is immature as a whole; where people stood is asked of the one before. */
  Ratio retentionRate(Question question) {
    var before = active(question.before());
    var now = active(question.whatever("lifecycle"));
    return question.to().isAfter(question.asOf())
        ? new Ratio(0, 0, before.size(), Map.of())
        : new Ratio(before.stream().filter(now::contains).count(), before.size(), 0, Map.of());
  }

  private Set<String> active(Question question) {
    return inbounds.stream()
        .filter(inbound -> inbound.substantive() && !inbound.group())
        .filter(inbound -> question.asks(traits(inbound), inbound.at()))
        .map(Inbound::person)
        .collect(toSet());
  }

  private static <T> Ratio ratio(List<T> all, Predicate<T> mature, Predicate<T> counts) {
    var counted = all.stream().filter(mature).toList();
    return new Ratio(
        counted.stream().filter(counts).count(),
        counted.size(),
        all.size() - counted.size(),
        Map.of());
  }
}
