package io.rapport.metrics.timeline;

import static io.rapport.common.event.EventKind.BOT_FALLBACK;
import static io.rapport.common.event.EventKind.BOT_GOAL;
import static io.rapport.common.event.EventKind.BOT_STEP;
import static io.rapport.common.event.EventKind.BOT_TURN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.common.event.HandoverReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowRunsTest {

  private static List<FlowRunFact> runs(Story story) {
    return story.project().flowRuns();
  }

  private static FlowRunFact only(Story story) {
    assertThat(runs(story)).hasSize(1);
    return runs(story).getFirst();
  }

  private static Story begun() {
    return new Story().writes("q", "0H").run("r", BOT_STEP, "1M", "which");
  }

  @Test
  void whatLedToARunIsNoInputInIt() {
    assertThat(only(begun()))
        .extracting(FlowRunFact::outcome, FlowRunFact::inputs, FlowRunFact::startedAt)
        .containsExactly(FlowOutcome.UNANSWERED, 0, Story.at("1M"));
  }

  @Test
  void silenceAfterAnInputAbandons() {
    assertThat(only(begun().writes("i", "3M").writes("i2", "4H3M1S")))
        .extracting(FlowRunFact::outcome, FlowRunFact::inputs, FlowRunFact::lastAt)
        .containsExactly(FlowOutcome.ABANDONED, 1, Story.at("3M"));
  }

  @Test
  void withinFourHoursItGoesOn() {
    assertThat(only(begun().writes("i", "3M").writes("i2", "4H3M")).inputs()).isEqualTo(2);
  }

  @Test
  void whatABotUnderstandsOrDoesNotIsAnInput() {
    var story = begun().run("r", BOT_TURN, "2M", "").run("r", BOT_FALLBACK, "3M", "");
    assertThat(only(story).inputs()).isEqualTo(2);
  }

  @Test
  void itEndsWithItsGoal() {
    var story = begun().writes("i", "2M").run("r", BOT_GOAL, "3M", "").writes("i2", "4M");
    assertThat(only(story.run("r", BOT_STEP, "5M", "why")))
        .extracting(FlowRunFact::outcome, FlowRunFact::inputs, FlowRunFact::lastAt)
        .containsExactly(FlowOutcome.COMPLETED, 1, Story.at("3M"));
    assertThat(story.project().flowSteps()).hasSize(1);
  }

  @Test
  void itEndsWithAPerson() {
    var story = begun().handedOver("2M", HandoverReason.LIMIT).run("r", BOT_GOAL, "3M", "");
    assertThat(only(story))
        .extracting(FlowRunFact::outcome, FlowRunFact::lastAt)
        .containsExactly(FlowOutcome.HANDED_OVER, Story.at("2M"));
  }

  @Test
  void aHandoverInItsFirstSecondEndsIt() {
    var story = begun().handedOver("1M", HandoverReason.LIMIT).run("r", BOT_GOAL, "3M", "");
    assertThat(only(story).outcome()).isEqualTo(FlowOutcome.HANDED_OVER);
    assertThat(story.project().flowSteps())
        .extracting(FlowStepFact::answered)
        .containsExactly(false);
  }

  @Test
  void aPersonOnAnotherNumberDoesNotEndIt() {
    var story =
        begun().onChannel(2).writes("x", "90S").handedOver("2M", HandoverReason.LIMIT).onChannel(1);
    assertThat(only(story.run("r", BOT_GOAL, "3M", "")).outcome()).isEqualTo(FlowOutcome.COMPLETED);
  }

  @Test
  void withoutRunsSilenceOrAGoalTellsThemApart() {
    var story =
        new Story()
            .flow(BOT_STEP, "1M", "which")
            .flow(BOT_STEP, "2M", "why")
            .flow(BOT_GOAL, "3M", "")
            .flow(BOT_STEP, "4M", "which")
            .flow(BOT_STEP, "4H4M", "why")
            .flow(BOT_STEP, "8H4M1S", "which");
    assertThat(runs(story))
        .extracting(FlowRunFact::startedAt, FlowRunFact::outcome)
        .containsExactly(
            tuple(Story.at("1M"), FlowOutcome.COMPLETED),
            tuple(Story.at("4M"), FlowOutcome.UNANSWERED),
            tuple(Story.at("8H4M1S"), FlowOutcome.UNANSWERED));
  }

  @Test
  void eachStepIsReachedOnceAndKnowsWhetherTheRunWentOn() {
    var story =
        begun()
            .run("r", BOT_STEP, "2M", "which")
            .writes("i", "3M")
            .run("r", BOT_STEP, "4M", "why")
            .run("r", BOT_STEP, "5M", "which")
            .run("r", BOT_STEP, "6M", "when");
    assertThat(story.project().flowSteps())
        .extracting(FlowStepFact::step, FlowStepFact::position, FlowStepFact::answered)
        .containsExactly(tuple("which", 1, true), tuple("why", 2, true), tuple("when", 3, false));
  }

  @Test
  void whatIsInNoFlowIsNoRun() {
    var story = new Story().writes("q", "0H").bot(BOT_TURN, "1M").bot(BOT_FALLBACK, "2M");
    assertThat(runs(story)).isEmpty();
    assertThat(story.project().botInputs())
        .extracting(BotInputFact::recognised, BotInputFact::at)
        .containsExactly(tuple(true, Story.at("1M")), tuple(false, Story.at("2M")));
  }
}
