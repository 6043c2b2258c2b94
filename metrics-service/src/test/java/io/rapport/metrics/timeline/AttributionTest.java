package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static io.rapport.metrics.timeline.Story.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.common.event.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AttributionTest {

  private static ProjectionSettings windows(Duration click, Duration read, Duration delivery) {
    return new ProjectionSettings(
        Duration.ofHours(24), new Attribution(click, read, delivery), Optional.empty());
  }

  /** Three campaigns an hour apart, each delivered at once. */
  private static Story campaigns() {
    var story = new Story();
    for (int i = 0; i < 3; i++) {
      story.sent("m" + i, i + "H", Origin.CAMPAIGN).delivered("m" + i, i + "H");
    }
    return story;
  }

  private static List<ConversionTouchFact> touches(Story story) {
    return story.project().conversionTouches();
  }

  private static Optional<TouchBasis> basis(Story story) {
    return story.conversions().getFirst().touch().map(Touch::basis);
  }

  @Test
  void allThatTouchedShareAConversionExactly() {
    var touches = touches(campaigns().buys("o", "4H"));
    assertThat(touches)
        .extracting(touch -> touch.touch().messageId())
        .containsExactly(id("m0"), id("m1"), id("m2"));
    assertThat(touches).extracting(ConversionTouchFact::first).containsExactly(true, false, false);
    assertThat(touches)
        .extracting(ConversionTouchFact::millionths)
        .containsExactly(333_334, 333_333, 333_333);
    assertThat(touches)
        .extracting(ConversionTouchFact::shareMinorUnits)
        .containsExactly(334L, 333L, 333L);
  }

  @Test
  void aMessageThatTouchedInSeveralWaysIsOneByItsEarliest() {
    var story = campaigns().read("m1", "3H").clicks("m1", "3H30M").buys("o", "4H");
    assertThat(touches(story)).hasSize(3);
    // Its delivery is too long ago for this purchase, the click is not.
    var late = campaigns().clicks("m1", "30H").buys("o", "40H");
    assertThat(touches(late))
        .extracting(ConversionTouchFact::touch)
        .extracting(Touch::basis, Touch::at)
        .containsExactly(tuple(TouchBasis.CLICK, at("30H")));
  }

  @Test
  void whatWasGivenBackIsSharedByTheSameRule() {
    var part = touches(campaigns().buys("o", "4H").refunds("o", "5H", 401));
    assertThat(part).extracting(ConversionTouchFact::refunded).containsOnly(401L);
    assertThat(part)
        .extracting(ConversionTouchFact::shareMinorUnits)
        .containsExactly(334L - 134, 333L - 134, 333L - 133);
    // Of the message sent an hour before the others the horizon is over.
    var late = touches(campaigns().buys("o", "4H").refunds("o", "168H30M", 0));
    assertThat(late)
        .extracting(touch -> touch.undoneAt().isPresent())
        .containsExactly(false, true, true);
  }

  @Test
  void aMessageOfWhichTheHorizonIsOverGetsNothing() {
    var story = campaigns().clicks("m0", "100H").clicks("m2", "101H").buys("o", "169H");
    assertThat(touches(story)).extracting(t -> t.touch().messageId()).containsExactly(id("m2"));
    assertThat(touches(story)).extracting(ConversionTouchFact::millionths).containsOnly(1_000_000);
  }

  @Test
  void windowsAreAsTheAccountHasChosen() {
    var hours = windows(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(2));
    assertThat(basis(campaigns().buys("o", "4H").settings(hours))).contains(TouchBasis.DELIVERY);
    assertThat(basis(campaigns().buys("o", "4H1S").settings(hours))).isEmpty();
    assertThat(touches(campaigns().buys("o", "4H").settings(hours))).hasSize(1);
  }

  @Test
  void aWindowOfZeroGivesNothingEvenAtTheSameSecond() {
    var clicksOnly = windows(Duration.ofDays(7), Duration.ZERO, Duration.ZERO);
    var story = campaigns().read("m2", "3H").buys("o", "3H").settings(clicksOnly);
    assertThat(basis(story)).isEmpty();
    assertThat(touches(story)).isEmpty();
    assertThat(basis(story.clicks("m0", "3H"))).contains(TouchBasis.CLICK);
  }

  @Test
  void theHorizonIsSevenDaysOrTheLongestWindow() {
    assertThat(Attribution.DEFAULT.horizon()).hasDays(7);
    assertThat(windows(Duration.ZERO, Duration.ZERO, Duration.ZERO).attribution().horizon())
        .hasDays(7);
    var month = windows(Duration.ofDays(30), Duration.ofDays(1), Duration.ofDays(1));
    assertThat(month.attribution().horizon()).hasDays(30);
    var story = campaigns().clicks("m2", "100H").buys("o", "400H").refunds("o", "722H", 0);
    assertThat(story.outbound("m2").convertedAt()).isEmpty();
    story.asOf("2000H").settings(month);
    assertThat(story.conversions().getFirst().undoneAt()).contains(at("722H"));
    assertThat(story.refunds("o", "722H", 0).outbound("m2").convertedAt()).isEmpty();
    assertThat(campaigns().clicks("m2", "100H").buys("o", "400H").settings(month).outbound("m2"))
        .extracting(OutboundMessage::convertedAt)
        .isEqualTo(Optional.of(at("400H")));
  }

  @Test
  void windowsHaveBounds() {
    for (var wrong :
        List.of(
            Duration.ofMinutes(59),
            Duration.ofDays(31),
            Duration.ofHours(-1),
            Duration.ofMillis(3_600_500))) {
      assertThatThrownBy(() -> new Attribution(wrong, Duration.ZERO, Duration.ZERO))
          .as(wrong.toString())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property
  void partsAddUpToTheWhole(@ForAll long whole, @ForAll @IntRange(min = 1, max = 200) int of) {
    long sum = 0;
    for (int i = 0; i < of; i++) {
      sum += Sharing.part(whole, i, of);
      assertThat(Sharing.part(whole, i, of)).isLessThanOrEqualTo(Sharing.part(whole, 0, of));
    }
    assertThat(sum).isEqualTo(whole);
  }

  @Property(tries = 200)
  void ofAnyHistoryTheTouchesOfAConversionAddUpToIt(@ForAll long seed) {
    var projection =
        Timeline.project(
            new ContactHistories(seed).history(80),
            Exclusion.NONE,
            ProjectionSettings.DEFAULT,
            at("720H"));
    var byOrder =
        projection.conversionTouches().stream()
            .collect(Collectors.groupingBy(ConversionTouchFact::conversionId));
    byOrder.forEach(
        (order, touches) -> {
          assertThat(sum(touches, ConversionTouchFact::millionths)).isEqualTo(1_000_000);
          assertThat(touches.stream().filter(ConversionTouchFact::first)).hasSize(1);
        });
    for (var conversion : projection.conversions()) {
      if (conversion.counts(Attribution.DEFAULT.horizon())) {
        assertThat(byOrder).containsKey(conversion.conversionId());
      }
    }
  }

  private static long sum(
      List<ConversionTouchFact> touches, ToLongFunction<ConversionTouchFact> part) {
    return touches.stream().mapToLong(part).sum();
  }
}
