package io.rapport.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.Event;
import io.rapport.metrics.timeline.Attribution;
import io.rapport.metrics.timeline.BusinessCalendar;
import io.rapport.metrics.timeline.ContactHistories;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.OpenHours;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.rapport.metrics.timeline.Story;
import io.rapport.metrics.timeline.Timeline;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IncrementPropertyTest {

  private static final Instant AS_OF = Story.at("150H");

  private static final ProjectionSettings WITH_CALENDAR =
      new ProjectionSettings(
          Duration.ofHours(24),
          Attribution.DEFAULT,
          Optional.of(
              new BusinessCalendar(
                  ZoneOffset.UTC,
                  Map.of(DayOfWeek.TUESDAY, List.of(new OpenHours(540, 1020))),
                  new TreeMap<>())));

  /** The cubes that have all messages and turns. */
  private static final Set<Cube> EVERYTHING =
      EnumSet.complementOf(EnumSet.of(Cube.BOT_FLOW, Cube.SURVEY));

  /** The cubes that have everything that comes once a conversation. */
  private static final Set<Cube> CONVERSATIONS =
      Set.of(Cube.OVERALL, Cube.CHANNEL_ORIGIN, Cube.SEGMENT_LIFECYCLE);

  private static Projection project(List<Event> events, Exclusion exclusion, Instant asOf) {
    return Timeline.project(events, exclusion, WITH_CALENDAR, asOf);
  }

  private static CubesInMemory rebuilt(List<Event> events) {
    var cubes = new CubesInMemory();
    cubes.replace(project(events, Exclusion.NONE, AS_OF));
    return cubes;
  }

  @Property(tries = 300)
  void anySplittingOfTheFactsInAnyOrderGivesTheCubesOfARebuild(
      @ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    var random = new Random(seed);
    var events = new ArrayList<>(new ContactHistories(seed).history(size));
    Collections.shuffle(events, random);

    var cubes = new CubesInMemory();
    var seen = new ArrayList<Event>();
    for (var event : events) {
      seen.add(event);
      if (random.nextInt(3) == 0) {
        // Looked at another moment and, for a while, excluded: all of it is taken back again.
        var exclusion = random.nextInt(5) == 0 ? Exclusion.TEST : Exclusion.NONE;
        cubes.replace(project(seen, exclusion, Story.at(random.nextInt(300) + "H")));
      }
    }
    cubes.replace(project(events, Exclusion.NONE, AS_OF));

    assertThat(cubes.cubes()).isEqualTo(rebuilt(events).cubes());
  }

  @Property(tries = 300)
  void aContactWhoseFactsMoveToAnotherLeavesNothing(
      @ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    var cubes = rebuilt(new ContactHistories(seed).history(size));
    cubes.replace(Projection.EMPTY);
    assertThat(cubes.cubes()).allSatisfy(cube -> assertThat(cube).isEmpty());
  }

  @Property(tries = 300)
  void whatIsObservedIsNeverMoreThanWhatIsInferred(
      @ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    var cubes = rebuilt(new ContactHistories(seed).history(size));
    for (var cube : EVERYTHING) {
      assertThat(cubes.total(cube, MessageMeasure.OPENED))
          .isLessThanOrEqualTo(cubes.total(cube, MessageMeasure.OPENED_INFERRED));
      assertThat(cubes.total(cube, MessageMeasure.OPENED_INFERRED))
          .isLessThanOrEqualTo(cubes.total(cube, MessageMeasure.OPEN_POPULATION));
      assertThat(cubes.total(cube, MessageMeasure.OPEN_POPULATION))
          .isLessThanOrEqualTo(cubes.total(cube, MessageMeasure.DELIVERED_72H));
      assertThat(cubes.total(cube, MessageMeasure.DELIVERED_72H))
          .isLessThanOrEqualTo(cubes.total(cube, MessageMeasure.SENT));
      assertThat(cubes.total(cube, MessageMeasure.REPLIED_24H_TAPPED))
          .isLessThanOrEqualTo(cubes.total(cube, MessageMeasure.REPLIED_24H));
      assertThat(cubes.total(cube, MessageMeasure.REPLIED_24H))
          .isLessThanOrEqualTo(cubes.total(cube, MessageMeasure.DELIVERED_24H));
    }
  }

  @Property(tries = 300)
  void everyFactIsInEveryCubeOnce(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    var events = new ContactHistories(seed).history(size);
    var cubes = rebuilt(events);
    var turns = project(events, Exclusion.NONE, AS_OF).turns();
    for (var cube : EVERYTHING) {
      assertThat(cubes.total(cube, TurnMeasure.TURNS)).isEqualTo(turns.size());
      for (var clock : AnswerClock.values()) {
        // Of business hours only waits that ended are kept.
        assertThat(cubes.turns(cube, clock))
            .isEqualTo(
                turns.stream()
                    .filter(turn -> !clock.inHours() || clock.seconds(turn).isPresent())
                    .count());
      }
      for (var measure : MessageMeasure.values()) {
        assertThat(cubes.total(cube, measure)).isEqualTo(cubes.total(Cube.OVERALL, measure));
      }
    }
    for (var cube : CONVERSATIONS) {
      for (var measure : ConversationMeasure.values()) {
        assertThat(cubes.total(cube, measure)).isEqualTo(cubes.total(Cube.OVERALL, measure));
      }
    }
    assertThat(cubes.total(Cube.OVERALL, ConversationMeasure.EPISODES))
        .isEqualTo(project(events, Exclusion.NONE, AS_OF).episodes().size());
    assertThat(cubes.total(Cube.BOT_FLOW, ConversationMeasure.RUNS))
        .isEqualTo(project(events, Exclusion.NONE, AS_OF).flowRuns().size());
  }
}
