package io.rapport.metrics.kpi;

import io.rapport.common.event.SurveyScale;
import io.rapport.metrics.timeline.BotOutcome;
import io.rapport.metrics.timeline.BotPart;
import io.rapport.metrics.timeline.CartFact;
import io.rapport.metrics.timeline.EpisodeFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.FlowOutcome;
import io.rapport.metrics.timeline.InboundMessage;
import io.rapport.metrics.timeline.Initiator;
import io.rapport.metrics.timeline.InvitationFact;
import io.rapport.metrics.timeline.Lifecycle;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.QueueWait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Counts the KPIs of episodes, flows, carts and surveys on projections, in the plainest way. */
final class PlainProjectionCount {

  private static final Duration WEEK = Duration.ofDays(7);

  private final List<Projection> contacts;
  private final Scope scope;

  /**
   * Something that may count.
   *
   * @param agesFrom from when its horizon runs
   */
  private record Item(
      Instant start,
      Optional<Instant> agesFrom,
      Duration horizon,
      int channel,
      Exclusion exclusion,
      Lifecycle lifecycle,
      boolean counted,
      boolean good) {}

  PlainProjectionCount(List<Projection> contacts, Scope scope) {
    this.contacts = contacts;
    this.scope = scope;
  }

  static Map<String, Long> integers(Figures figures) {
    var integers = new TreeMap<String, Long>();
    integers.put("numerator", figures.numerator());
    integers.put("denominator", figures.denominator());
    integers.put("immature", figures.immature());
    figures.exclusions().forEach((reason, n) -> integers.put("excluded " + reason, n));
    return integers;
  }

  Map<String, Long> integers(String kpi) {
    return switch (kpi) {
      case "bot-self-resolution" ->
          episodes(
              e -> e.bot().isPresent(), e -> outcome(e, BotOutcome.SELF_RESOLVED) && !again(e));
      case "bot-escalation" ->
          episodes(e -> e.bot().isPresent(), e -> outcome(e, BotOutcome.ESCALATED));
      case "bot-coverage" ->
          episodes(
              e -> e.initiatedBy() == Initiator.CUSTOMER,
              e -> e.initiatedBy() == Initiator.CUSTOMER && e.bot().isPresent());
      case "episode-conversion-rate" -> episodes(e -> true, e -> e.conversions().count() > 0);
      case "queue-abandonment" -> waits();
      case "flow-abandonment" ->
          count(
              all(Projection::flowRuns)
                  .map(
                      run ->
                          new Item(
                              run.startedAt(),
                              Optional.of(run.lastAt()),
                              Duration.ofHours(4),
                              run.channelId(),
                              run.exclusion(),
                              run.lifecycle(),
                              true,
                              run.outcome() == FlowOutcome.ABANDONED)));
      case "fallback-rate" ->
          count(
              all(Projection::botInputs)
                  .map(
                      input ->
                          new Item(
                              input.at(),
                              Optional.of(input.at()),
                              Duration.ZERO,
                              input.channelId(),
                              input.exclusion(),
                              input.lifecycle(),
                              true,
                              !input.recognised())));
      case "cart-abandonment" -> carts();
      case "csat" -> ratings(SurveyScale.CSAT, 4);
      case "nps" -> ratings(SurveyScale.NPS, 9);
      case "ces" -> ratings(SurveyScale.CES, 5);
      case "retention-rate" -> retention();
      default -> throw new IllegalArgumentException(kpi);
    };
  }

  private static boolean outcome(EpisodeFact episode, BotOutcome outcome) {
    return episode.bot().flatMap(BotPart::outcome).equals(Optional.of(outcome));
  }

  /** Whether the contact came again within a week of the end. */
  private static boolean again(EpisodeFact episode) {
    return episode.nextOpenedAt().isPresent()
        && !episode.nextOpenedAt().get().isAfter(episode.closedAt().orElseThrow().plus(WEEK));
  }

  private Map<String, Long> episodes(Predicate<EpisodeFact> counted, Predicate<EpisodeFact> good) {
    return count(
        all(Projection::episodes)
            .map(
                e ->
                    new Item(
                        e.openedAt(),
                        e.closedAt(),
                        WEEK,
                        e.channelId(),
                        e.exclusion(),
                        e.lifecycle(),
                        counted.test(e),
                        good.test(e))));
  }

  private Map<String, Long> waits() {
    return count(
        all(Projection::episodes)
            .filter(e -> e.queue().isPresent())
            .map(
                e -> {
                  QueueWait wait = e.queue().get();
                  return new Item(
                      wait.enteredAt(),
                      Optional.of(wait.lastInboundAt()),
                      Duration.ofDays(1),
                      e.channelId(),
                      e.exclusion(),
                      e.lifecycle(),
                      !wait.brief(),
                      !wait.brief() && wait.answeredAt().isEmpty());
                }));
  }

  private Map<String, Long> carts() {
    return count(
        all(Projection::carts)
            .map(
                cart ->
                    new Item(
                        cart.createdAt(),
                        Optional.of(cart.createdAt()),
                        Duration.ofDays(1),
                        cart.channelId(),
                        cart.exclusion(),
                        cart.lifecycle(),
                        true,
                        !bought(cart))));
  }

  private static boolean bought(CartFact cart) {
    return cart.purchasedAt()
        .filter(at -> !at.isAfter(cart.createdAt().plus(Duration.ofDays(1))))
        .isPresent();
  }

  private Map<String, Long> ratings(SurveyScale scale, int good) {
    return count(
        all(Projection::invitations)
            .filter(invitation -> invitation.scale() == scale && !invitation.repeated())
            .filter(invitation -> invitation.deliveredAt().isPresent())
            .map(
                invitation ->
                    new Item(
                        invitation.deliveredAt().get(),
                        invitation.deliveredAt(),
                        Duration.ofDays(14),
                        invitation.channelId(),
                        invitation.exclusion(),
                        invitation.lifecycle(),
                        invitation.rating().isPresent(),
                        invitation
                            .rating()
                            .map(InvitationFact.Rating::value)
                            .filter(rating -> rating >= good)
                            .isPresent())));
  }

  private Map<String, Long> retention() {
    var now = scope.period();
    var before = now.previous(scope.zone());
    boolean over = !now.to().isAfter(scope.asOf());
    var earlier =
        contacts.stream()
            .filter(contact -> wrote(contact, before, m -> ofLifecycle(m.lifecycle())))
            .toList();
    var counted = new TreeMap<String, Long>();
    long active = earlier.stream().filter(PlainProjectionCount::counts).count();
    long again =
        earlier.stream()
            .filter(PlainProjectionCount::counts)
            .filter(contact -> wrote(contact, now, m -> true))
            .count();
    counted.put("numerator", over ? again : 0);
    counted.put("denominator", over ? active : 0);
    counted.put("immature", over ? 0 : active);
    if (earlier.size() > active) {
      counted.put("excluded test", earlier.size() - active);
    }
    return counted;
  }

  private static boolean counts(Projection contact) {
    return contact.messages().stream().anyMatch(m -> m.exclusion() == Exclusion.NONE);
  }

  private boolean wrote(Projection contact, Period period, Predicate<InboundMessage> which) {
    return contact.messages().stream()
        .filter(InboundMessage.class::isInstance)
        .map(InboundMessage.class::cast)
        .filter(m -> m.exclusion() != Exclusion.GROUP && ofChannel(m.channelId()))
        .filter(m -> m.type().substantive())
        .filter(which)
        .anyMatch(m -> within(m.sentAt(), period));
  }

  private <F> Stream<F> all(Function<Projection, List<F>> facts) {
    return contacts.stream().flatMap(contact -> facts.apply(contact).stream());
  }

  private Map<String, Long> count(Stream<Item> items) {
    var counted = new TreeMap<String, Long>();
    counted.put("numerator", 0L);
    counted.put("denominator", 0L);
    counted.put("immature", 0L);
    for (var item : items.toList()) {
      if (within(item.start(), scope.period())
          && ofChannel(item.channel())
          && ofLifecycle(item.lifecycle())) {
        boolean mature =
            item.agesFrom()
                .filter(from -> !from.plus(item.horizon()).isAfter(scope.asOf()))
                .isPresent();
        if (item.exclusion() != Exclusion.NONE) {
          add(counted, "excluded " + item.exclusion().id(), item.counted());
        } else if (mature) {
          add(counted, "denominator", item.counted());
          add(counted, "numerator", item.good());
        } else {
          add(counted, "immature", item.counted());
        }
      }
    }
    return counted;
  }

  private static void add(Map<String, Long> counted, String name, boolean one) {
    if (one) {
      counted.merge(name, 1L, Long::sum);
    }
  }

  private boolean ofChannel(int channel) {
    var wanted = scope.filters().get(Dimension.CHANNEL);
    return wanted == null || wanted.contains(channel == 0 ? "" : Integer.toString(channel));
  }

  private boolean ofLifecycle(Lifecycle lifecycle) {
    var wanted = scope.filters().get(Dimension.LIFECYCLE);
    return wanted == null || wanted.contains(lifecycle.id());
  }

  private static boolean within(Instant moment, Period period) {
    return !moment.isBefore(period.from()) && moment.isBefore(period.to());
  }
}
