package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.common.event.BlockReason;
import io.rapport.common.event.Event;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockedSendsTest {

  private static final MessageLabel SPRING =
      Story.label(Optional.of(Origin.CAMPAIGN), Optional.of("spring"), Optional.of("b"));

  @Test
  void eachIsAFactWithWhatItWouldHaveBeen() {
    var facts =
        new Story()
            .blockedAnywhere("2H", BlockReason.CONSENT)
            .blocked("1H", BlockReason.QUIET_HOURS, SPRING)
            .project()
            .blockedSends();
    assertThat(facts)
        .extracting(
            BlockedSendFact::at,
            BlockedSendFact::channelId,
            BlockedSendFact::reason,
            BlockedSendFact::origin,
            BlockedSendFact::label)
        .containsExactly(
            tuple(
                at("1H"),
                1,
                BlockReason.QUIET_HOURS,
                Optional.of(Origin.CAMPAIGN),
                CampaignLabel.of(SPRING)),
            tuple(
                at("2H"),
                Event.NO_CHANNEL,
                BlockReason.CONSENT,
                Optional.empty(),
                CampaignLabel.NONE));
  }

  @Test
  void theSameFactTwiceIsOne() {
    var story = new Story().blocked("1H", BlockReason.OTHER, SPRING);
    assertThat(story.blocked("1H", BlockReason.OTHER, SPRING).project().blockedSends()).hasSize(1);
  }

  @Test
  void itCountsAsTheContactDoes() {
    assertThat(
            new Story()
                .excludedAs(Exclusion.TEST)
                .blockedAnywhere("1H", BlockReason.CONSENT)
                .project()
                .blockedSends())
        .extracting(BlockedSendFact::exclusion)
        .containsExactly(Exclusion.TEST);
  }

  @Test
  void itIsNoMessageAndNoFirstContact() {
    var projection = new Story().blocked("0H", BlockReason.FREQUENCY_CAP, SPRING).project();
    assertThat(projection.messages()).isEmpty();
    assertThat(projection.episodes()).isEmpty();
    assertThat(projection.summary()).isEqualTo(ContactSummary.NONE);
    assertThat(projection.dueAt()).isEmpty();
  }
}
