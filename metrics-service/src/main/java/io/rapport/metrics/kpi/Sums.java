package io.rapport.metrics.kpi;

import io.rapport.metrics.projection.ConversationKind;
import java.util.List;
import java.util.Optional;

/** Where sums of facts are kept. */
enum Sums {
  /** Nowhere: facts are counted. */
  NONE(),
  /** By quarters of an hour, days, and some by months. */
  QUARTERS(Cube.OVERALL, Cube.CAMPAIGN, Cube.TEMPLATE, Cube.CHANNEL, Cube.SEGMENT),
  /** All others by days only, in {@code conversation_day} and {@code detail_day}. */
  EPISODES(ConversationKind.EPISODE, Cube.OVERALL, Cube.CHANNEL, Cube.SEGMENT, Cube.BOT),
  WAITS(ConversationKind.WAIT, Cube.OVERALL, Cube.CHANNEL, Cube.SEGMENT, Cube.BOT),
  RUNS(ConversationKind.FLOW_RUN, Cube.OVERALL, Cube.CHANNEL, Cube.SEGMENT, Cube.BOT),
  STEPS(ConversationKind.FLOW_STEP, Cube.OVERALL, Cube.CHANNEL, Cube.SEGMENT, Cube.BOT),
  INPUTS(ConversationKind.BOT_INPUT, Cube.OVERALL, Cube.CHANNEL, Cube.SEGMENT, Cube.BOT),
  CARTS(ConversationKind.CART, Cube.OVERALL, Cube.CHANNEL, Cube.SEGMENT),
  INVITATIONS(ConversationKind.INVITATION, Cube.OVERALL, Cube.CHANNEL, Cube.SEGMENT, Cube.SURVEY);

  private final Optional<ConversationKind> kind;
  private final List<Cube> cubes;

  Sums(Cube... cubes) {
    this.kind = Optional.empty();
    this.cubes = List.of(cubes);
  }

  Sums(ConversationKind kind, Cube... cubes) {
    this.kind = Optional.of(kind);
    this.cubes = List.of(cubes);
  }

  /** Under which kind they are kept by days. */
  Optional<ConversationKind> kind() {
    return kind;
  }

  /** Which dimensions they are kept by, the smallest first. */
  List<Cube> cubes() {
    return cubes;
  }
}
