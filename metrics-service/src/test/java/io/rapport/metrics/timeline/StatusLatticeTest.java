package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusLatticeTest {

  private static Story campaign() {
    return new Story().sent("m", "0S", Origin.CAMPAIGN);
  }

  @Test
  void aMessageIsSentAtItsEarliestStatus() {
    assertThat(campaign().delivered("m", "5S").outbound("m").sentAt()).isEqualTo(at("0S"));
    assertThat(new Story().read("m", "9S").delivered("m", "5S").outbound("m").sentAt())
        .isEqualTo(at("5S"));
    assertThat(new Story().fails("m", "7S", 131026).outbound("m").sentAt()).isEqualTo(at("7S"));
  }

  @Test
  void aReadImpliesDelivered() {
    var message = campaign().read("m", "30S").outbound("m");
    assertThat(message.deliveredAt()).contains(at("30S"));
    assertThat(message.readAt()).contains(at("30S"));
    assertThat(message.playedAt()).isEmpty();
  }

  @Test
  void aPlayedImpliesReadAndDelivered() {
    var message = campaign().status("m", "40S", EventKind.STATUS_PLAYED).outbound("m");
    assertThat(message.deliveredAt()).contains(at("40S"));
    assertThat(message.readAt()).contains(at("40S"));
    assertThat(message.playedAt()).contains(at("40S"));
  }

  @Test
  void aDeliveryThatComesAfterTheReadIsNoStepBack() {
    var message = campaign().read("m", "30S").delivered("m", "60S").outbound("m");
    assertThat(message.deliveredAt()).contains(at("30S"));
    assertThat(message.readAt()).contains(at("30S"));
  }

  @Test
  void theFirstTimeOfEachRankIsKept() {
    var message =
        campaign()
            .delivered("m", "20S")
            .delivered("m", "10S")
            .read("m", "50S")
            .read("m", "40S")
            .outbound("m");
    assertThat(message.deliveredAt()).contains(at("10S"));
    assertThat(message.readAt()).contains(at("40S"));
  }

  @Test
  void aFailureKeepsItsCodeAndTheFirstCodeWins() {
    var message = campaign().fails("m", "20S", 131049).fails("m", "10S", 131026).outbound("m");
    assertThat(message.failedAt()).contains(at("10S"));
    assertThat(message.errorCode()).hasValue(131026);
    assertThat(message.deliveredAt()).isEmpty();
    assertThat(message.failedAfterDelivery()).isFalse();
  }

  @Test
  void aFailureOfADeliveredMessageIsAnAnomalyAndTheMessageStaysDelivered() {
    var late = campaign().delivered("m", "10S").fails("m", "20S", 131026).outbound("m");
    assertThat(late.failedAfterDelivery()).isTrue();
    assertThat(late.deliveredAt()).contains(at("10S"));
    var early = campaign().fails("m", "10S", 131026).delivered("m", "20S").outbound("m");
    assertThat(early.failedAfterDelivery()).isTrue();
  }

  @Test
  void aStatusWithoutTheFirstOneIsAMessageToo() {
    assertThat(new Story().delivered("m", "10S").outbound("m").deliveredAt()).contains(at("10S"));
  }

  @Test
  void theLabelIsTakenFieldByFieldFromTheEarliestStatusThatSaysIt() {
    var message =
        new Story()
            .status(
                "m",
                "20S",
                EventKind.STATUS_READ,
                Story.label(Optional.of(Origin.BOT), Optional.of("late"), Optional.of("b")))
            .status(
                "m",
                "10S",
                EventKind.STATUS_DELIVERED,
                Story.label(Optional.of(Origin.CAMPAIGN), Optional.of("early"), Optional.empty()))
            .status("m", "0S", EventKind.STATUS_SENT)
            .outbound("m");
    assertThat(message.origin()).isEqualTo(Origin.CAMPAIGN);
    assertThat(message.label().campaign()).contains("early");
    assertThat(message.label().variant()).contains("b");
  }

  @Test
  void atEqualTimesTheLowerRankSaysTheLabel() {
    var message =
        new Story()
            .status("m", "0S", EventKind.STATUS_READ, Story.label(Origin.BOT))
            .status("m", "0S", EventKind.STATUS_SENT, Story.label(Origin.AGENT))
            .outbound("m");
    assertThat(message.origin()).isEqualTo(Origin.AGENT);
  }

  @Test
  void aRegisteredMessageIsSentWhenItWasAccepted() {
    var message =
        new Story()
            .status("m", "1H", EventKind.STATUS_SENT)
            .accepted("m", "2H", MessageLabel.NONE)
            .outbound("m");
    assertThat(message.sentAt()).isEqualTo(at("2H"));
  }

  @Test
  void anEchoIsATimeLikeThatOfAStatus() {
    var message = new Story().echoed("m", "1H", Origin.APP).delivered("m", "2H").outbound("m");
    assertThat(message.sentAt()).isEqualTo(at("1H"));
    assertThat(message.origin()).isEqualTo(Origin.APP);
  }

  @Test
  void whatWasRegisteredWinsOverWhatStatusesSay() {
    var message =
        new Story()
            .status(
                "m",
                "1H",
                EventKind.STATUS_SENT,
                Story.label(Optional.of(Origin.BOT), Optional.of("old"), Optional.of("a")))
            .accepted(
                "m",
                "2H",
                Story.label(Optional.of(Origin.CAMPAIGN), Optional.of("new"), Optional.empty()))
            .outbound("m");
    assertThat(message.origin()).isEqualTo(Origin.CAMPAIGN);
    assertThat(message.label().campaign()).contains("new");
    assertThat(message.label().variant()).contains("a");
  }

  @Test
  void aMessageAcceptedAndThenFailedNeverLeft() {
    var story =
        new Story()
            .writes("q", "0H")
            .accepted("m", "1H", Story.label(Origin.AGENT))
            .fails("m", "1H1S", 131026);
    assertThat(story.turns().getFirst().answer()).isEmpty();
    assertThat(story.outbound("m").failedAt()).contains(at("1H1S"));
  }

  @Test
  void aStatusBeforeTheAcceptanceHappenedAtItAndIsCountedAsSkew() {
    var message =
        new Story().delivered("m", "1H").accepted("m", "2H", MessageLabel.NONE).outbound("m");
    assertThat(message.deliveredAt()).contains(at("2H"));
    assertThat(message.clockSkew()).isTrue();
    assertThat(campaign().delivered("m", "1S").outbound("m").clockSkew()).isFalse();
  }
}
