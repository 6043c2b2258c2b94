package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.MessageMeasure.CLICKED_72H;
import static io.rapport.metrics.projection.MessageMeasure.DELIVERED_1H;
import static io.rapport.metrics.projection.MessageMeasure.DELIVERED_24H;
import static io.rapport.metrics.projection.MessageMeasure.DELIVERED_72H;
import static io.rapport.metrics.projection.MessageMeasure.FAILED_HOLDOUT;
import static io.rapport.metrics.projection.MessageMeasure.FAILED_LIMITED;
import static io.rapport.metrics.projection.MessageMeasure.FAILED_OPTED_OUT;
import static io.rapport.metrics.projection.MessageMeasure.FAILED_OTHER;
import static io.rapport.metrics.projection.MessageMeasure.FAILED_POLICY;
import static io.rapport.metrics.projection.MessageMeasure.FAILED_TEMPLATE;
import static io.rapport.metrics.projection.MessageMeasure.FAILED_UNDELIVERABLE;
import static io.rapport.metrics.projection.MessageMeasure.FAILED_WINDOW;
import static io.rapport.metrics.projection.MessageMeasure.OPENED;
import static io.rapport.metrics.projection.MessageMeasure.OPENED_INFERRED;
import static io.rapport.metrics.projection.MessageMeasure.OPEN_POPULATION;
import static io.rapport.metrics.projection.MessageMeasure.REPLIED_1H;
import static io.rapport.metrics.projection.MessageMeasure.REPLIED_24H;
import static io.rapport.metrics.projection.MessageMeasure.REPLIED_24H_TAPPED;
import static io.rapport.metrics.projection.MessageMeasure.REPLIED_72H;
import static io.rapport.metrics.projection.MessageMeasure.RESPONSE_72H;
import static io.rapport.metrics.projection.MessageMeasure.SENT;
import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.metrics.statistics.LogBins;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Story;
import io.rapport.metrics.timeline.TurnFact;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CubeContributionTest {

  private static Story campaign() {
    return new Story().sent("m", "0S", Origin.CAMPAIGN);
  }

  private static Set<MessageMeasure> measures(Story story) {
    return CubeContribution.measures(story.outbound("m"));
  }

  private static TurnFact turn(Story story) {
    return story.turns().getFirst();
  }

  @Test
  void aMessageThatWasOnlySentCountsAsSent() {
    assertThat(measures(campaign())).containsExactly(SENT);
  }

  @Test
  void deliveryCountsUpToAndIncludingTheHorizons() {
    assertThat(measures(campaign().delivered("m", "1H")))
        .containsExactlyInAnyOrder(
            SENT, DELIVERED_1H, DELIVERED_24H, DELIVERED_72H, OPEN_POPULATION, RESPONSE_72H);
    assertThat(measures(campaign().delivered("m", "1H1S"))).doesNotContain(DELIVERED_1H);
    assertThat(measures(campaign().delivered("m", "24H"))).contains(DELIVERED_24H);
    assertThat(measures(campaign().delivered("m", "24H1S"))).doesNotContain(DELIVERED_24H);
    assertThat(measures(campaign().delivered("m", "72H"))).contains(DELIVERED_72H, OPEN_POPULATION);
    assertThat(measures(campaign().delivered("m", "72H1S"))).containsExactly(SENT);
  }

  @Test
  void aReadCountsUpToAndIncludingThreeDaysFromSending() {
    assertThat(measures(campaign().delivered("m", "1H").read("m", "72H")))
        .contains(OPENED, OPENED_INFERRED);
    assertThat(measures(campaign().delivered("m", "1H").read("m", "72H1S")))
        .doesNotContain(OPENED, OPENED_INFERRED);
  }

  @Test
  void aReplyProvesReading() {
    assertThat(measures(campaign().delivered("m", "1S").writes("r", "30H")))
        .contains(OPENED_INFERRED, REPLIED_72H)
        .doesNotContain(OPENED, REPLIED_24H);
  }

  @Test
  void aClickCountsUpToAndIncludingThreeDaysAndProvesReading() {
    assertThat(measures(campaign().delivered("m", "1S").clicks("m", "72H")))
        .contains(CLICKED_72H, OPENED_INFERRED)
        .doesNotContain(OPENED);
    assertThat(measures(campaign().delivered("m", "1S").clicks("m", "72H1S")))
        .doesNotContain(CLICKED_72H, OPENED_INFERRED);
    assertThat(measures(campaign().clicks("m", "1H"))).containsExactly(SENT);
  }

  @Test
  void aReplyCountsWithinTheHorizonsAndATappedOneApart() {
    assertThat(measures(campaign().delivered("m", "1S").writes("r", "1H")))
        .contains(REPLIED_1H, REPLIED_24H, REPLIED_72H)
        .doesNotContain(REPLIED_24H_TAPPED);
    assertThat(measures(campaign().delivered("m", "1S").sends("r", "24H", MessageType.BUTTON)))
        .contains(REPLIED_24H, REPLIED_24H_TAPPED)
        .doesNotContain(REPLIED_1H);
    assertThat(measures(campaign().delivered("m", "1S").sends("r", "24H1S", MessageType.BUTTON)))
        .doesNotContain(REPLIED_24H, REPLIED_24H_TAPPED);
  }

  @Test
  void aReplyToAMessageThatWasDeliveredTooLateCountsNowhere() {
    assertThat(measures(campaign().writes("r", "2H").delivered("m", "73H"))).containsExactly(SENT);
    assertThat(measures(campaign().writes("r", "1H").delivered("m", "2H")))
        .contains(REPLIED_24H)
        .doesNotContain(REPLIED_1H);
  }

  @Test
  void aSurveyIsSentAndDeliveredButNeitherOpenedNorRepliedTo() {
    var survey = new Story().sent("m", "0S", Origin.SURVEY).read("m", "5S").writes("r", "9S");
    assertThat(measures(survey)).containsExactlyInAnyOrder(SENT, DELIVERED_72H);
  }

  @Test
  void answersAndCustomerMessagesAreInNoMessageCube() {
    var story = new Story().writes("r", "0S").sent("m", "1S", Origin.AGENT).read("m", "2S");
    assertThat(measures(story)).isEmpty();
    assertThat(CubeContribution.keys(story.outbound("m"))).isEmpty();
    assertThat(CubeContribution.measures(story.inbound("r"))).isEmpty();
    assertThat(CubeContribution.keys(story.inbound("r"))).isEmpty();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(131026, FAILED_UNDELIVERABLE),
        Arguments.of(130403, FAILED_UNDELIVERABLE),
        Arguments.of(131047, FAILED_WINDOW),
        Arguments.of(131049, FAILED_LIMITED),
        Arguments.of(131048, FAILED_LIMITED),
        Arguments.of(130429, FAILED_LIMITED),
        Arguments.of(131056, FAILED_LIMITED),
        Arguments.of(80007, FAILED_LIMITED),
        Arguments.of(4, FAILED_LIMITED),
        Arguments.of(131050, FAILED_OPTED_OUT),
        Arguments.of(130472, FAILED_HOLDOUT),
        Arguments.of(368, FAILED_POLICY),
        Arguments.of(131031, FAILED_POLICY),
        Arguments.of(130497, FAILED_POLICY),
        Arguments.of(131064, FAILED_POLICY),
        Arguments.of(132000, FAILED_TEMPLATE),
        Arguments.of(132999, FAILED_TEMPLATE),
        Arguments.of(131999, FAILED_OTHER),
        Arguments.of(133000, FAILED_OTHER));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureCountsUnderItsClass(int code, MessageMeasure measure) {
    assertThat(measures(campaign().fails("m", "5S", code)))
        .containsExactlyInAnyOrder(SENT, measure);
  }

  @Test
  void aFailureWithoutACodeIsAnotherOne() {
    assertThat(measures(campaign().status("m", "5S", EventKind.STATUS_FAILED)))
        .containsExactlyInAnyOrder(SENT, FAILED_OTHER);
  }

  @Test
  void aFailureOfADeliveredMessageCountsNowhere() {
    assertThat(measures(campaign().delivered("m", "5S").fails("m", "9S", 131026)))
        .doesNotContain(FAILED_UNDELIVERABLE)
        .contains(DELIVERED_72H);
  }

  @Test
  void whatHappensAfterThreeDaysChangesNothing() {
    assertThat(measures(campaign().fails("m", "72H1S", 131026))).containsExactly(SENT);
    assertThat(measures(campaign().fails("m", "1H", 131026).delivered("m", "73H")))
        .containsExactlyInAnyOrder(SENT, FAILED_UNDELIVERABLE);
  }

  @Test
  void aFactCountsInTheQuarterOfAnHourInWhichItBegan() {
    assertThat(
            CubeContribution.keys(new Story().sent("m", "14M59S", Origin.CAMPAIGN).outbound("m")))
        .extracting(CubeKey::bucket)
        .containsOnly(at("0S"));
    assertThat(CubeContribution.keys(new Story().sent("m", "15M", Origin.CAMPAIGN).outbound("m")))
        .extracting(CubeKey::bucket)
        .containsOnly(at("15M"));
  }

  @Test
  void eachCubeHasItsDimensionsAndEmptyOnesWhereNothingWasSaid() {
    var label =
        Story.label(Optional.of(Origin.AUTOMATION), Optional.of("spring"), Optional.empty());
    var message =
        new Story()
            .onChannel(7)
            .status("m", "0S", EventKind.STATUS_SENT, label)
            .excludedAs(Exclusion.INTERNAL)
            .outbound("m");
    assertThat(CubeContribution.keys(message))
        .containsExactly(
            new CubeKey(Cube.OVERALL, at("0S"), Exclusion.INTERNAL, "", ""),
            new CubeKey(Cube.CAMPAIGN_VARIANT, at("0S"), Exclusion.INTERNAL, "spring", ""),
            new CubeKey(Cube.TEMPLATE_LANGUAGE, at("0S"), Exclusion.INTERNAL, "", ""),
            new CubeKey(Cube.CHANNEL_ORIGIN, at("0S"), Exclusion.INTERNAL, "7", "automation"),
            new CubeKey(Cube.SEGMENT_LIFECYCLE, at("0S"), Exclusion.INTERNAL, "", "new"));
  }

  @Test
  void aTurnIsUnderTheOriginOfItsFirstAnswer() {
    var answered = turn(new Story().onChannel(3).writes("r", "0S").sent("a", "5S", Origin.BOT));
    assertThat(CubeContribution.keys(answered))
        .contains(new CubeKey(Cube.CHANNEL_ORIGIN, at("0S"), Exclusion.NONE, "3", "bot"));
    var open = turn(new Story().onChannel(3).writes("r", "0S"));
    assertThat(CubeContribution.keys(open))
        .contains(new CubeKey(Cube.CHANNEL_ORIGIN, at("0S"), Exclusion.NONE, "3", ""));
  }

  @Test
  void anAnswerCountsUpToAndIncludingTheHorizons() {
    assertThat(answeredAfter("1H")).containsExactlyInAnyOrder(TurnMeasure.values());
    assertThat(answeredAfter("1H1S"))
        .containsExactlyInAnyOrder(
            TurnMeasure.TURNS, TurnMeasure.ANSWERED_24H, TurnMeasure.ANSWERED_72H);
    assertThat(answeredAfter("24H")).contains(TurnMeasure.ANSWERED_24H);
    assertThat(answeredAfter("24H1S"))
        .containsExactlyInAnyOrder(TurnMeasure.TURNS, TurnMeasure.ANSWERED_72H);
    assertThat(answeredAfter("72H1S")).containsExactly(TurnMeasure.TURNS);
  }

  private static Set<TurnMeasure> answeredAfter(String time) {
    return CubeContribution.measures(
        turn(new Story().writes("r", "0S").sent("a", time, Origin.AGENT)));
  }

  @Test
  void eachClockHasItsOwnLatency() {
    var turn =
        turn(
            new Story()
                .writes("r", "0S")
                .sent("bot", "1S", Origin.BOT)
                .sent("agent", "100S", Origin.AGENT));
    assertThat(AnswerClock.ANY.seconds(turn)).contains(1L);
    assertThat(AnswerClock.BOT.seconds(turn)).contains(1L);
    assertThat(AnswerClock.HUMAN.seconds(turn)).contains(100L);
    assertThat(CubeContribution.bin(turn, AnswerClock.ANY)).isZero();
    assertThat(CubeContribution.bin(turn, AnswerClock.HUMAN)).isEqualTo(233);
  }

  @Test
  void aTurnThatNobodyAnsweredSaysHowLongItCouldBe() {
    var turn = turn(new Story().writes("r", "0S"));
    assertThat(CubeContribution.bin(turn, AnswerClock.HUMAN)).isEqualTo(-1);
    assertThat(CubeContribution.bin(turn, AnswerClock.ANY))
        .isEqualTo(-1 - LogBins.bin(Duration.ofDays(7).toSeconds()));
  }
}
