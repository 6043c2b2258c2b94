package io.rapport.metrics.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Party;
import io.rapport.common.event.PricingCategory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueWaitsTest {

  private static QueueWait first(Story story) {
    return story.episodes().getFirst().queue().orElseThrow();
  }

  @Test
  void withoutABotItWaitsFromTheBeginning() {
    var wait = first(new Story().writes("q", "1H").sent("a", "2H", Origin.AGENT));
    assertThat(wait)
        .isEqualTo(
            new QueueWait(Story.at("1H"), Story.at("1H"), Optional.of(Story.at("2H")), false));
  }

  @Test
  void withABotItWaitsFromTheHandoverIfThereIsOne() {
    var bot = new Story().writes("q", "0H").sent("a", "1M", Origin.BOT);
    assertThat(bot.episodes().getFirst().queue()).isEmpty();
    assertThat(first(bot.handedOver("2M", HandoverReason.LIMIT)).enteredAt())
        .isEqualTo(Story.at("2M"));
  }

  @Test
  void aBotAndATemplateAnswerNothingAndSomebodyUnknownDoes() {
    var story =
        new Story()
            .writes("q", "0H")
            .bot(EventKind.BOT_TURN, "1M")
            .handedOver("2M", HandoverReason.LIMIT)
            .sent("b", "3M", Origin.BOT)
            .charged("t", "4M", PricingCategory.UTILITY);
    assertThat(first(story).answeredAt()).isEmpty();
    assertThat(first(story.charged("s", "5M", PricingCategory.SERVICE)).answeredAt())
        .contains(Story.at("5M"));
  }

  @Test
  void theWindowLastsUntilADayWithoutTheCustomer() {
    var story =
        new Story()
            .episodeTimeout(Duration.ofDays(3))
            .writes("q", "0H")
            .sends("call", "20H", MessageType.CALL)
            .writes("q2", "44H")
            .sends("late", "69H", MessageType.TEXT);
    assertThat(first(story).lastInboundAt()).isEqualTo(Story.at("44H"));
    assertThat(first(story.sent("a", "68H", Origin.AGENT)).answeredAt()).contains(Story.at("68H"));
  }

  @Test
  void anAnswerAfterTheWindowIsTooLate() {
    var story = new Story().episodeTimeout(Duration.ofDays(3)).writes("q", "0H");
    assertThat(first(story.sent("a", "24H1S", Origin.AGENT)).answeredAt()).isEmpty();
  }

  @Test
  void aWaitIsBriefIfItEndsUnansweredInLessThanAMinute() {
    assertThat(first(new Story().writes("q", "0H").resolvedBy(Party.CUSTOMER, "59S")).brief())
        .isTrue();
    assertThat(first(new Story().writes("q", "0H").resolvedBy(Party.CUSTOMER, "60S")).brief())
        .isFalse();
    assertThat(first(new Story().writes("q", "0H").sent("a", "10S", Origin.AGENT)).brief())
        .isFalse();
  }

  @Test
  void whereTheWindowWasClosedAlreadyTheWaitIsBrief() {
    var story =
        new Story()
            .episodeTimeout(Duration.ofDays(3))
            .writes("q", "0H")
            .sent("a", "1H", Origin.BOT)
            .handedOver("30H", HandoverReason.LIMIT);
    assertThat(first(story).brief()).isTrue();
    assertThat(first(story).lastInboundAt()).isEqualTo(Story.at("6H"));
  }
}
