package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All that one person and one channel exchanged outside of groups, read again and again. */
final class Conversation {
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final Duration ANSWERABLE = Duration.ofDays(7);
  private static final Set<String> INITIATING =
      Set.of("campaign", "automation", "survey", "template");
  private static final Set<String> HUMAN = Set.of("agent", "app");
  private static final Set<String> QUEUE_ANSWERS = Set.of("agent", "app", "service");
  private static final Set<String> ANSWERING = Set.of("agent", "app", "bot", "service");
  private static final Set<String> TEMPLATE_CATEGORIES =
      Set.of(
          "marketing",
          "marketing_lite",
          "utility",
          "authentication",
          "authentication_international");

  private final List<Inbound> inbounds;
  private final List<Outbound> outbounds;
  private final Lives lives;
  private final List<Instant> handovers;
  private final Walk walk;

  /**
   * @param reported of the person, whatever channel it concerns
   * @param channel the phone number id
   * @param lives of the account's people
   */
  Conversation(
      String channel,
      List<Inbound> inbounds,
      List<Outbound> outbounds,
      List<Reported> reported,
      Lives lives) {
    this.lives = lives;
    this.inbounds =
        inbounds.stream()
            .filter(inbound -> !inbound.group())
            .sorted(Comparator.comparing(Inbound::at))
            .toList();
    this.outbounds = outbounds.stream().sorted(Comparator.comparing(Outbound::sentAt)).toList();
    this.handovers =
        reported.stream()
            .filter(it -> it.handsOverToHuman() && it.concerns(channel))
            .map(Reported::at)
            .sorted()
            .toList();
    this.walk =
        new Walk(
            this.inbounds.stream().filter(Inbound::substantive).toList(),
            this.outbounds.stream().filter(out -> !out.group() && !out.onlyFailed()).toList(),
            reported.stream().filter(it -> it.activity() && it.concerns(channel)).toList(),
            this::answering);
  }

  List<Outbound> outbounds() {
    return outbounds;
  }

  /** By which the business began. */
  List<Outbound> initiated() {
    return outbounds.stream().filter(out -> !out.group() && businessInitiated(out)).toList();
  }

  /**
   * @param clicked when links in a message were followed, by its wamid
   */
  List<MessageFact> messages(Map<String, List<Instant>> clicked) {
    return outbounds.stream()
        .map(out -> message(out, clicked.getOrDefault(out.wamid(), List.of())))
        .toList();
  }

  private MessageFact message(Outbound outbound, List<Instant> clicked) {
    var replies =
        inbounds.stream()
            .filter(inbound -> attributed(inbound).filter(outbound::equals).isPresent())
            .toList();
    var first = replies.stream().findFirst();
    first.ifPresent(
        reply -> {
          if (replies.stream()
              .anyMatch(r -> r.at().equals(reply.at()) && r.tapped() != reply.tapped())) {
            throw new IllegalStateException("two first replies in one second to " + outbound);
          }
        });
    return new MessageFact(
        outbound.channel(),
        outbound.person(),
        Traits.NONE
            .with("channel", outbound.channel())
            .with("origin", origin(outbound))
            .with("category", outbound.category().map(Conversation::plain))
            .with("lifecycle", lives.at(outbound.person(), outbound.sentAt()))
            .labelled(outbound.knownLabel()),
        origin(outbound),
        businessInitiated(outbound),
        outbound.group() ? Optional.of("group") : Optional.empty(),
        outbound.sentAt(),
        outbound.deliveredAt(),
        outbound.readAt(),
        outbound.lastReceiptAt(),
        outbound.failedAt(),
        outbound.errorCode().orElse(0),
        first.map(reply -> later(reply.at(), outbound.sentAt())),
        first.filter(Inbound::tapped).isPresent(),
        inbounds.stream()
            .filter(Inbound::optOut)
            .filter(inbound -> meant(inbound).filter(outbound::equals).isPresent())
            .map(inbound -> later(inbound.at(), outbound.sentAt()))
            .min(Comparator.naturalOrder()),
        clicked.stream().map(at -> later(at, outbound.sentAt())).sorted().toList());
  }

  /** The business-initiated message an inbound message replies to. */
  private Optional<Outbound> attributed(Inbound inbound) {
    return inbound.substantive() && !inbound.optOut() ? meant(inbound) : Optional.empty();
  }

  /** The business-initiated message that the customer had in mind. */
  private Optional<Outbound> meant(Inbound inbound) {
    var candidates = initiated();
    var named =
        candidates.stream()
            .filter(out -> inbound.context().filter(out.wamid()::equals).isPresent())
            .findFirst();
    if (named.isPresent()) {
      return named;
    }
    var before = candidates.stream().filter(out -> !out.sentAt().isAfter(inbound.at())).toList();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    var latest = before.getLast();
    if (before.stream().filter(out -> out.sentAt().equals(latest.sentAt())).count() > 1) {
      // Which of the two is decided by a keyed digest that nobody outside can know.
      throw new IllegalStateException("two messages in one second could be meant by " + inbound);
    }
    return Optional.of(latest);
  }

  private boolean businessInitiated(Outbound outbound) {
    return INITIATING.contains(origin(outbound));
  }

  private String origin(Outbound outbound) {
    var registered = outbound.knownLabel().get("origin");
    if (registered != null) {
      return registered;
    }
    if (outbound.knownLabel().containsKey("template")) {
      return "template";
    }
    var category = outbound.category().map(Conversation::plain).orElse("unknown");
    if (category.equals("service")) {
      return "service";
    }
    if (TEMPLATE_CATEGORIES.contains(category)) {
      return "template";
    }
    return !outbound.group() && windowOpen(outbound.sentAt()) ? "service" : "template";
  }

  private static String plain(String category) {
    var name = category.replace('-', '_');
    return name.startsWith("group_") ? name.substring("group_".length()) : name;
  }

  private boolean windowOpen(Instant time) {
    return inbounds.stream()
        .anyMatch(
            inbound ->
                inbound.opensWindow()
                    && !inbound.at().isAfter(time)
                    && time.isBefore(inbound.at().plus(WINDOW)));
  }

  List<TurnFact> turns() {
    var starts = walk.starts;
    var turns = new ArrayList<TurnFact>();
    for (int i = 0; i < starts.size(); i++) {
      var start = starts.get(i).at();
      var episode = starts.get(i).episode();
      var next =
          i + 1 < starts.size() ? Optional.of(starts.get(i + 1).at()) : Optional.<Instant>empty();
      var limit = start.plus(ANSWERABLE);
      // In one second, what the customer wrote comes first: an answer in the second of the next
      // turn's
      // first message comes after it.
      var answers =
          outbounds.stream()
              .filter(this::answering)
              .filter(out -> !out.sentAt().isBefore(start) && !out.sentAt().isAfter(limit))
              .filter(out -> next.isEmpty() || out.sentAt().isBefore(next.get()))
              .toList();
      var person = first(answers, out -> HUMAN.contains(origin(out)));
      var bot = first(answers, out -> origin(out).equals("bot"));
      turns.add(
          new TurnFact(
              episode.opening.channel(),
              episode.opening.person(),
              Traits.NONE
                  .with("channel", episode.opening.channel())
                  .with("origin", answers.stream().findFirst().map(this::origin))
                  .with("lifecycle", lives.at(episode.opening.person(), start))
                  .labelled(prompt(episode).map(Outbound::knownLabel).orElse(Map.of())),
              starts.get(i).opensEpisode(),
              start,
              next.filter(limit::isAfter).orElse(limit),
              first(answers, out -> true),
              person,
              bot,
              handovers.stream()
                  // One in the second of the next turn's first message comes after it.
                  .filter(at -> next.isEmpty() || at.isBefore(next.get()))
                  .filter(at -> !at.isAfter(limit))
                  .filter(at -> bot.filter(answer -> !answer.isAfter(at)).isPresent())
                  .map(at -> at.truncatedTo(ChronoUnit.SECONDS))
                  .filter(at -> person.filter(answer -> answer.isBefore(at)).isEmpty())
                  .findFirst()
                  .orElse(start)));
    }
    return turns;
  }

  private static Optional<Instant> first(List<Outbound> sent, Predicate<Outbound> which) {
    return sent.stream().filter(which).map(Outbound::sentAt).findFirst();
  }

  /** Every demand of the customer. */
  List<EpisodeFact> episodes() {
    return walk.episodes.stream().map(this::episode).toList();
  }

  /** The message of the business that an episode began with a reply to. */
  private Optional<Outbound> prompt(Walk.Episode episode) {
    return attributed(episode.opening)
        .filter(out -> !episode.opening.at().isAfter(out.sentAt().plus(WINDOW)));
  }

  private EpisodeFact episode(Walk.Episode episode) {
    var handover = episode.activities.stream().filter(Reported::handsOverToHuman).findFirst();
    boolean withBot =
        episode.sent.stream().anyMatch(out -> origin(out).equals("bot"))
            || episode.activities.stream().anyMatch(Reported::involvesBot);
    var bot =
        episode.activities.stream()
            .filter(Reported::ofBot)
            .findFirst()
            .map(it -> it.text("bot").orElseThrow());
    var openedAt = episode.opening.at();
    var entered =
        handover.map(Reported::at).or(() -> withBot ? Optional.empty() : Optional.of(openedAt));
    var windowEnd = windowEnd(entered.orElse(openedAt));
    var replied =
        outbounds.stream()
            .filter(out -> !out.group() && !out.onlyFailed())
            .filter(out -> QUEUE_ANSWERS.contains(origin(out)))
            .map(Outbound::sentAt)
            // In one second a message comes after the customer's, and before a handover.
            .filter(
                at ->
                    handover.isPresent() ? at.isAfter(handover.get().at()) : !at.isBefore(openedAt))
            .filter(at -> !at.isAfter(windowEnd))
            .findFirst();
    var endedAt = episode.resolution.map(Reported::at).orElse(episode.lastMessageAt);
    return new EpisodeFact(
        episode.opening.channel(),
        episode.opening.person(),
        Traits.NONE
            .with("channel", episode.opening.channel())
            .with("initiatedBy", prompt(episode).isPresent() ? "business" : "customer")
            .with("bot", bot)
            .with("lifecycle", lives.at(episode.opening.person(), openedAt))
            .with("handoverReason", handover.filter(it -> withBot).flatMap(it -> it.text("reason")))
            .labelled(prompt(episode).map(Outbound::knownLabel).orElse(Map.of())),
        openedAt,
        prompt(episode).isEmpty(),
        episode.resolution.map(it -> it.text("by").orElse("unknown")),
        endedAt,
        episode.resolution.isPresent() ? endedAt : endedAt.plus(Walk.EPISODE_TIMEOUT),
        episode.sent.stream().map(this::origin).toList(),
        List.copyOf(episode.activities),
        entered,
        replied,
        windowEnd,
        handover.flatMap(it -> humanAfter(episode, it)));
  }

  /** How long it took a human to come who was called. */
  private Optional<Duration> humanAfter(Walk.Episode episode, Reported handover) {
    int next = walk.episodes.indexOf(episode) + 1;
    var end = next < walk.episodes.size() ? walk.episodes.get(next).opening.at() : Instant.MAX;
    return outbounds.stream()
        .filter(out -> !out.group() && !out.onlyFailed())
        .filter(out -> HUMAN.contains(origin(out)))
        .map(Outbound::sentAt)
        .filter(at -> !at.isBefore(handover.at()) && at.isBefore(end))
        .findFirst()
        .map(at -> Duration.between(handover.at(), at));
  }

  /** The end of the customer service window that is open at a time, or the time itself. */
  private Instant windowEnd(Instant time) {
    var end = time;
    while (windowOpen(end)) {
      var within = end;
      end =
          inbounds.stream()
              .filter(inbound -> inbound.opensWindow() && !inbound.at().isAfter(within))
              .map(inbound -> inbound.at().plus(WINDOW))
              .max(Comparator.naturalOrder())
              .orElseThrow();
    }
    return end;
  }

  private boolean answering(Outbound outbound) {
    return !outbound.group() && !outbound.onlyFailed() && ANSWERING.contains(origin(outbound));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
