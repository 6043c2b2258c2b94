package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.ConversationMeasure.BOT_EPISODES;
import static io.rapport.metrics.projection.ConversationMeasure.BOT_INPUTS;
import static io.rapport.metrics.projection.ConversationMeasure.BRIEF_WAITS;
import static io.rapport.metrics.projection.ConversationMeasure.CARTS;
import static io.rapport.metrics.projection.ConversationMeasure.CARTS_ABANDONED;
import static io.rapport.metrics.projection.ConversationMeasure.COVERED;
import static io.rapport.metrics.projection.ConversationMeasure.CUSTOMER_EPISODES;
import static io.rapport.metrics.projection.ConversationMeasure.EASY;
import static io.rapport.metrics.projection.ConversationMeasure.EPISODES;
import static io.rapport.metrics.projection.ConversationMeasure.EPISODES_CONVERTED;
import static io.rapport.metrics.projection.ConversationMeasure.ESCALATED;
import static io.rapport.metrics.projection.ConversationMeasure.FALLBACKS;
import static io.rapport.metrics.projection.ConversationMeasure.LEFT_BY_CUSTOMER;
import static io.rapport.metrics.projection.ConversationMeasure.PROMOTERS;
import static io.rapport.metrics.projection.ConversationMeasure.RATED_CES;
import static io.rapport.metrics.projection.ConversationMeasure.RATED_CSAT;
import static io.rapport.metrics.projection.ConversationMeasure.RATED_NPS;
import static io.rapport.metrics.projection.ConversationMeasure.RUNS;
import static io.rapport.metrics.projection.ConversationMeasure.RUNS_ABANDONED;
import static io.rapport.metrics.projection.ConversationMeasure.RUNS_COMPLETED;
import static io.rapport.metrics.projection.ConversationMeasure.RUNS_HANDED_OVER;
import static io.rapport.metrics.projection.ConversationMeasure.RUNS_UNANSWERED;
import static io.rapport.metrics.projection.ConversationMeasure.SATISFIED;
import static io.rapport.metrics.projection.ConversationMeasure.SELF_RESOLVED;
import static io.rapport.metrics.projection.ConversationMeasure.SELF_RESOLVED_24H;
import static io.rapport.metrics.projection.ConversationMeasure.SELF_RESOLVED_7D;
import static io.rapport.metrics.projection.ConversationMeasure.TAKEN_OVER;
import static io.rapport.metrics.projection.ConversationMeasure.WAITED_IN_VAIN;
import static io.rapport.metrics.projection.ConversationMeasure.WAITS;

import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.SurveyScale;
import io.rapport.metrics.projection.ConversationContribution.Dimensions;
import io.rapport.metrics.timeline.BotInputFact;
import io.rapport.metrics.timeline.BotOutcome;
import io.rapport.metrics.timeline.BotPart;
import io.rapport.metrics.timeline.CartFact;
import io.rapport.metrics.timeline.EpisodeFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.FlowRunFact;
import io.rapport.metrics.timeline.FlowStepFact;
import io.rapport.metrics.timeline.Initiator;
import io.rapport.metrics.timeline.InvitationFact;
import io.rapport.metrics.timeline.QueueWait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What facts count that come once a conversation, as a pure function of each. */
final class ConversationContributions {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration WEEK = Duration.ofDays(7);

  private ConversationContributions() {}

  /** An episode, and its wait for a person. */
  static List<ConversationContribution> of(EpisodeFact episode) {
    var cubes =
        ConversationContribution.cubes(episode.channelId(), episode.lifecycle(), episode.label());
    cubes.put(Cube.BOT_FLOW, new Dimensions(episode.bot().flatMap(BotPart::bot).orElse(""), ""));
    var contributions = new ArrayList<ConversationContribution>();
    contributions.add(
        new ConversationContribution(
            ConversationKind.EPISODE,
            episode.openedAt(),
            episode.closedAt(),
            episode.exclusion(),
            cubes,
            counts(episode),
            details(episode)));
    episode
        .queue()
        .ifPresent(
            queue ->
                contributions.add(
                    new ConversationContribution(
                        ConversationKind.WAIT,
                        queue.enteredAt(),
                        Optional.of(queue.lastInboundAt()),
                        episode.exclusion(),
                        cubes,
                        counts(queue),
                        queue.brief()
                            ? List.of()
                            : List.of(
                                ConversationDetail.wait(
                                    DetailKind.QUEUE_WAIT,
                                    queue.enteredAt(),
                                    queue.answeredAt())))));
    return contributions;
  }

  private static Map<ConversationMeasure, Long> counts(EpisodeFact episode) {
    var counts = new EnumMap<ConversationMeasure, Long>(ConversationMeasure.class);
    counts.put(EPISODES, 1L);
    if (episode.conversions().count() > 0) {
      counts.put(EPISODES_CONVERTED, 1L);
    }
    if (episode.initiatedBy() == Initiator.CUSTOMER) {
      counts.put(CUSTOMER_EPISODES, 1L);
      episode.bot().ifPresent(_ -> counts.put(COVERED, 1L));
    }
    episode.bot().ifPresent(_ -> counts.put(BOT_EPISODES, 1L));
    episode
        .bot()
        .flatMap(BotPart::outcome)
        .ifPresent(
            outcome -> {
              switch (outcome) {
                case SELF_RESOLVED -> {
                  counts.put(SELF_RESOLVED, 1L);
                  if (!returnedWithin(episode, DAY)) {
                    counts.put(SELF_RESOLVED_24H, 1L);
                  }
                  if (!returnedWithin(episode, WEEK)) {
                    counts.put(SELF_RESOLVED_7D, 1L);
                  }
                }
                case ESCALATED -> counts.put(ESCALATED, 1L);
                case HUMAN_TAKEOVER -> counts.put(TAKEN_OVER, 1L);
                case ABANDONED -> counts.put(LEFT_BY_CUSTOMER, 1L);
              }
            });
    return counts;
  }

  /** The limit included. */
  private static boolean returnedWithin(EpisodeFact episode, Duration time) {
    return episode.closedAt().stream()
        .anyMatch(
            closed ->
                episode.nextOpenedAt().filter(next -> within(closed, next, time)).isPresent());
  }

  private static List<ConversationDetail> details(EpisodeFact episode) {
    var details = new ArrayList<ConversationDetail>();
    episode
        .bot()
        .filter(bot -> bot.outcome().filter(BotOutcome.ESCALATED::equals).isPresent())
        .flatMap(BotPart::escalation)
        .ifPresent(
            to -> {
              details.add(
                  ConversationDetail.of(
                      DetailKind.HANDOVER_REASON,
                      to.reason().map(HandoverReason::id).orElse("unknown"),
                      0));
              details.add(ConversationDetail.wait(DetailKind.HANDOVER_WAIT, to.at(), to.humanAt()));
            });
    if (episode.conversions().count() > 0) {
      details.add(ConversationDetail.conversions(episode.conversions().count()));
    }
    return details;
  }

  private static Map<ConversationMeasure, Long> counts(QueueWait queue) {
    if (queue.brief()) {
      return Map.of(BRIEF_WAITS, 1L);
    }
    return queue.answeredAt().isPresent()
        ? Map.of(WAITS, 1L)
        : Map.of(WAITS, 1L, WAITED_IN_VAIN, 1L);
  }

  static List<ConversationContribution> of(FlowRunFact run) {
    return List.of(
        ofRun(
            ConversationKind.FLOW_RUN,
            run,
            Map.of(
                RUNS,
                1L,
                switch (run.outcome()) {
                  case COMPLETED -> RUNS_COMPLETED;
                  case HANDED_OVER -> RUNS_HANDED_OVER;
                  case ABANDONED -> RUNS_ABANDONED;
                  case UNANSWERED -> RUNS_UNANSWERED;
                },
                1L),
            List.of()));
  }

  static List<ConversationContribution> of(FlowStepFact step) {
    var details = new ArrayList<ConversationDetail>();
    details.add(
        ConversationDetail.step(
            step.run().flow().orElse(""), step.step(), step.answered(), step.position()));
    if (step.position() <= DetailKind.DEEPEST) {
      details.add(ConversationDetail.of(DetailKind.DEPTH, "", step.position()));
    }
    return List.of(ofRun(ConversationKind.FLOW_STEP, step.run(), Map.of(), details));
  }

  private static ConversationContribution ofRun(
      ConversationKind kind,
      FlowRunFact run,
      Map<ConversationMeasure, Long> counts,
      List<ConversationDetail> details) {
    var cubes = ConversationContribution.cubes(run.channelId(), run.lifecycle());
    cubes.put(Cube.BOT_FLOW, new Dimensions(run.bot(), run.flow().orElse("")));
    return new ConversationContribution(
        kind, run.startedAt(), Optional.of(run.lastAt()), run.exclusion(), cubes, counts, details);
  }

  static List<ConversationContribution> of(BotInputFact input) {
    var cubes = ConversationContribution.cubes(input.channelId(), input.lifecycle());
    cubes.put(Cube.BOT_FLOW, new Dimensions(input.bot(), input.flow().orElse("")));
    return List.of(
        atOnce(
            ConversationKind.BOT_INPUT,
            input.at(),
            input.exclusion(),
            cubes,
            input.recognised() ? Map.of(BOT_INPUTS, 1L) : Map.of(BOT_INPUTS, 1L, FALLBACKS, 1L),
            input.recognised()
                ? List.of()
                : List.of(
                    ConversationDetail.of(
                        DetailKind.NOT_UNDERSTOOD, input.intent().orElse(""), 0))));
  }

  static List<ConversationContribution> of(CartFact cart) {
    boolean bought = cart.purchasedAt().filter(at -> within(cart.createdAt(), at, DAY)).isPresent();
    return List.of(
        atOnce(
            ConversationKind.CART,
            cart.createdAt(),
            cart.exclusion(),
            ConversationContribution.cubes(cart.channelId(), cart.lifecycle()),
            bought ? Map.of(CARTS, 1L) : Map.of(CARTS, 1L, CARTS_ABANDONED, 1L),
            cart.value().filter(_ -> !bought).stream()
                .map(value -> ConversationDetail.abandoned(value.currency(), value.minorUnits()))
                .toList()));
  }

  /** Nowhere unless it arrived, and the episode was not asked about before. */
  static List<ConversationContribution> of(InvitationFact invitation) {
    if (invitation.repeated() || invitation.deliveredAt().isEmpty()) {
      return List.of();
    }
    var cubes =
        ConversationContribution.cubes(
            invitation.channelId(), invitation.lifecycle(), invitation.label());
    cubes.put(Cube.SURVEY, new Dimensions(invitation.survey(), ""));
    return List.of(
        atOnce(
            ConversationKind.INVITATION,
            invitation.deliveredAt().get(),
            invitation.exclusion(),
            cubes,
            invitation
                .rating()
                .map(rating -> counts(invitation.scale(), rating.value()))
                .orElse(Map.of()),
            List.of(
                ConversationDetail.of(
                    DetailKind.RATING,
                    Short.toString(invitation.scale().code()),
                    invitation
                        .rating()
                        .map(InvitationFact.Rating::value)
                        .orElse(DetailKind.NONE)))));
  }

  private static Map<ConversationMeasure, Long> counts(SurveyScale scale, int rating) {
    return switch (scale) {
      case CSAT -> rated(RATED_CSAT, rating >= 1, SATISFIED, rating >= 4);
      case NPS -> rated(RATED_NPS, rating >= 0, PROMOTERS, rating >= 9);
      case CES -> rated(RATED_CES, rating >= 1, EASY, rating >= 5);
    };
  }

  private static Map<ConversationMeasure, Long> rated(
      ConversationMeasure rated, boolean counts, ConversationMeasure high, boolean isHigh) {
    return isHigh ? Map.of(rated, 1L, high, 1L) : counts ? Map.of(rated, 1L) : Map.of();
  }

  /** Of a fact that ages from when it began. */
  private static ConversationContribution atOnce(
      ConversationKind kind,
      Instant began,
      Exclusion exclusion,
      Map<Cube, Dimensions> cubes,
      Map<ConversationMeasure, Long> counts,
      List<ConversationDetail> details) {
    return new ConversationContribution(
        kind, began, Optional.of(began), exclusion, cubes, counts, details);
  }

  /** The limit included. */
  private static boolean within(Instant from, Instant to, Duration time) {
    return Duration.between(from, to).compareTo(time) <= 0;
  }
}
