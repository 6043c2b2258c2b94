package io.rapport.metrics.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.Event;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TimelinePropertyTest {

  private static final Instant AS_OF = Story.at("150H");

  /** Nothing as by default. */
  private static final ProjectionSettings CHOSEN =
      new ProjectionSettings(
          Duration.ofHours(3),
          new Attribution(Duration.ofDays(30), Duration.ZERO, Duration.ofDays(2)),
          Optional.of(
              new BusinessCalendar(
                  ZoneId.of("Asia/Kathmandu"),
                  Map.of(DayOfWeek.TUESDAY, List.of(new OpenHours(540, 1020))),
                  new TreeMap<>())));

  private static Projection project(List<Event> events) {
    return Timeline.project(events, Exclusion.NONE, ProjectionSettings.DEFAULT, AS_OF);
  }

  @Property(tries = 300)
  void orderAndRepetitionOfFactsDoNotMatter(
      @ForAll long seed, @ForAll @IntRange(max = 80) int size) {
    // Two facts with one key and different contents cannot be stored: keep one of each.
    var events = distinct(new ContactHistories(seed).history(size));
    var delivered = new ArrayList<>(events);
    var random = new Random(seed);
    for (int i = 0; i < size / 2 && !events.isEmpty(); i++) {
      delivered.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(delivered, random);
    assertThat(project(delivered)).isEqualTo(project(events));
    assertThat(Timeline.project(delivered, Exclusion.NONE, CHOSEN, AS_OF))
        .isEqualTo(Timeline.project(events, Exclusion.NONE, CHOSEN, AS_OF));
  }

  private static List<Event> distinct(List<Event> events) {
    return EventOrder.sorted(events);
  }

  @Property(tries = 300)
  void anyHistoryGivesRowsThatKeepTheRules(
      @ForAll long seed, @ForAll @IntRange(max = 80) int size) {
    var projection = project(new ContactHistories(seed).history(size));
    assertThat(projection.messages()).extracting(MessageFact::messageId).doesNotHaveDuplicates();
    assertThat(projection.episodes()).extracting(EpisodeFact::episodeId).doesNotHaveDuplicates();
    assertThat(projection.turns()).extracting(TurnFact::turnId).doesNotHaveDuplicates();
    for (var message : projection.messages()) {
      if (message instanceof OutboundMessage outbound) {
        keepsTheLattice(outbound);
      }
    }
    for (var turn : projection.turns()) {
      waitsNoLongerThanItMay(turn);
    }
    for (var episode : projection.episodes()) {
      assertThat(episode.lastMessageAt()).isAfterOrEqualTo(episode.openedAt());
      assertThat(turnsOf(projection, episode.episodeId())).isNotEmpty();
    }
  }

  private static void keepsTheLattice(OutboundMessage message) {
    inOrder(Optional.of(message.sentAt()), message.deliveredAt());
    inOrder(message.deliveredAt(), message.readAt());
    inOrder(message.readAt(), message.playedAt());
    message
        .firstReply()
        .ifPresent(reply -> assertThat(reply.at()).isAfterOrEqualTo(message.sentAt()));
  }

  /** What came later came not before, and not without what it implies. */
  private static void inOrder(Optional<Instant> before, Optional<Instant> after) {
    after.ifPresent(time -> assertThat(before.orElseThrow()).isBeforeOrEqualTo(time));
  }

  private static void waitsNoLongerThanItMay(TurnFact turn) {
    var deadline = turn.startedAt().plus(Duration.ofDays(7));
    assertThat(turn.answerableUntil())
        .isAfterOrEqualTo(turn.startedAt())
        .isBeforeOrEqualTo(deadline);
    turn.answer()
        .ifPresent(
            answer ->
                assertThat(answer.at())
                    .isAfterOrEqualTo(turn.startedAt())
                    .isBeforeOrEqualTo(turn.answerableUntil()));
    inOrder(turn.answer().map(Answer::at), turn.humanAnsweredAt());
    inOrder(turn.answer().map(Answer::at), turn.botAnsweredAt());
  }

  private static List<TurnFact> turnsOf(Projection projection, UUID episode) {
    return projection.turns().stream().filter(turn -> turn.episodeId().equals(episode)).toList();
  }

  @Property(tries = 300)
  void eachEpisodeHasOneFirstTurnWhichItsOpeningMessageBegins(
      @ForAll long seed, @ForAll @IntRange(max = 80) int size) {
    var projection = project(new ContactHistories(seed).history(size));
    for (var episode : projection.episodes()) {
      assertThat(turnsOf(projection, episode.episodeId()))
          .filteredOn(TurnFact::firstInEpisode)
          .extracting(TurnFact::turnId)
          .containsExactly(episode.episodeId());
    }
  }

  @Property(tries = 300)
  void theProjectionChangesAtItsDueTimeAndNotBefore(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int size) {
    var events = new ContactHistories(seed).history(size);
    var now = project(events);
    now.dueAt()
        .ifPresent(
            due -> {
              assertThat(due).isAfter(AS_OF);
              assertThat(facts(events, due.minusSeconds(1))).isEqualTo(facts(events, AS_OF));
              assertThat(facts(events, due)).isNotEqualTo(facts(events, AS_OF));
            });
    if (now.dueAt().isEmpty()) {
      assertThat(facts(events, AS_OF.plus(Duration.ofDays(3650)))).isEqualTo(facts(events, AS_OF));
    }
  }

  private static List<Object> facts(List<Event> events, Instant asOf) {
    var projection = Timeline.project(events, Exclusion.NONE, ProjectionSettings.DEFAULT, asOf);
    return List.of(projection.messages(), projection.turns(), projection.episodes());
  }
}
