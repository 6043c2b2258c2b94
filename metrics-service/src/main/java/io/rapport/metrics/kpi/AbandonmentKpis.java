package io.rapport.metrics.kpi;

import static io.rapport.metrics.statistics.IntervalMethod.CLUSTER_RATIO;

import io.rapport.metrics.kpi.Computation.Rate;
import io.rapport.metrics.kpi.Computation.RateDetail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** What is begun and not brought to an end. */
final class AbandonmentKpis {

  static final KpiDefinition QUEUE_ABANDONMENT =
      new KpiDefinition(
          "queue-abandonment",
          "Queue abandonment",
          1,
          Unit.RATIO,
          "episodes that waited for a person, and nobody came before the customer-service window closed /"
              + " episodes that waited for a person: from the handover, or from the beginning where no bot"
              + " took part; unanswered waits of less than a minute left out; counts 24 h after the"
              + " customer's last message",
          Optional.of(Measure.WAITS.horizon()),
          CLUSTER_RATIO.id(),
          List.of(
              "episode.queued_at",
              "episode.queue_last_inbound_at",
              "episode.queue_answered_at",
              "episode.queue_brief"),
          new Rate(
              new Ratio(Measure.WAITED_IN_VAIN, Measure.WAITS),
              RateDetail.QUEUE,
              new LinkedHashMap<>(),
              List.of(Measure.BRIEF_WAITS)));

  static final KpiDefinition FLOW_ABANDONMENT =
      new KpiDefinition(
          "flow-abandonment",
          "Flow abandonment",
          1,
          Unit.RATIO,
          "runs through a bot's flow that the customer took part in and that ended by 4 h of silence, not"
              + " by a goal or a handover / runs",
          Optional.of(Measure.RUNS.horizon()),
          CLUSTER_RATIO.id(),
          List.of(
              "flow_run.started_at", "flow_run.last_at", "flow_run.outcome", "flow_step.answered"),
          new Rate(
              new Ratio(Measure.RUNS_ABANDONED, Measure.RUNS),
              RateDetail.FLOW,
              new LinkedHashMap<>(),
              List.of(Measure.RUNS_COMPLETED, Measure.RUNS_HANDED_OVER, Measure.RUNS_UNANSWERED)));

  static final KpiDefinition CART_ABANDONMENT =
      new KpiDefinition(
          "cart-abandonment",
          "Cart abandonment",
          1,
          Unit.RATIO,
          "carts that were not bought within 24 h / carts",
          Optional.of(Measure.CARTS.horizon()),
          CLUSTER_RATIO.id(),
          List.of("cart.created_at", "cart.purchased_at"),
          new Rate(
              new Ratio(Measure.CARTS_ABANDONED, Measure.CARTS),
              RateDetail.CART,
              new LinkedHashMap<>(),
              List.of()));

  private AbandonmentKpis() {}
}
