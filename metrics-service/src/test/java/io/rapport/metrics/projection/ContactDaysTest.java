package io.rapport.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.MessageFact;
import io.rapport.metrics.timeline.Story;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ContactDaysTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The story begins at 9 o'clock in Berlin. */
  private static final Instant MARCH = Instant.parse("2026-02-28T23:00:00Z");

  private static final Instant MONDAY = Instant.parse("2026-03-01T23:00:00Z");

  private static final Instant TUESDAY = Instant.parse("2026-03-02T23:00:00Z");

  private final ContactDays days = new ContactDays(BERLIN, Duration.ofDays(7));

  private static List<MessageFact> messages(String... times) {
    var story = new Story();
    for (var time : times) {
      story.sent(time, time, Origin.CAMPAIGN).delivered(time, time);
    }
    return List.of(times).stream().<MessageFact>map(story::outbound).toList();
  }

  private static ContactDayKey day(Instant day, Instant previous) {
    return key(Span.DAY, day, previous);
  }

  private static ContactDayKey quarter(Instant bucket, Instant previous) {
    return key(Span.QUARTER_HOUR, bucket, previous);
  }

  private static ContactDayKey key(Span span, Instant bucket, Instant previous) {
    return new ContactDayKey(span, ContactMeasure.REACHED, bucket, Exclusion.NONE, previous);
  }

  private Map<ContactDayKey, Long> reached() {
    return days.deltas().entrySet().stream()
        .filter(entry -> entry.getKey().measure() == ContactMeasure.REACHED)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void aContactCountsOnceADayAndKnowsTheDayBefore() {
    days.assertFacts(messages("0S", "1M", "20M", "15H", "16H"), List.of());

    assertThat(reached())
        .isEqualTo(
            Map.of(
                day(MONDAY, ContactDayKey.NEVER),
                1L,
                quarter(Story.at("0S"), ContactDayKey.NEVER),
                1L,
                day(TUESDAY, MONDAY),
                1L,
                quarter(Story.at("15H"), MONDAY),
                1L,
                key(Span.MONTH, MARCH, ContactDayKey.NEVER),
                1L,
                key(Span.MONTH, MARCH, MONDAY),
                1L));
  }

  @Test
  void aLateMessageOfAnEarlierDayMovesWhatCameAfterIt() {
    days.withdraw(messages("15H"), List.of());
    days.assertFacts(messages("0S", "15H"), List.of());

    assertThat(reached())
        .containsEntry(day(MONDAY, ContactDayKey.NEVER), 1L)
        .containsEntry(day(TUESDAY, ContactDayKey.NEVER), -1L)
        .containsEntry(day(TUESDAY, MONDAY), 1L);
  }

  @Test
  void whatStayedTheSameChangesNothing() {
    days.withdraw(messages("0S", "30H"), List.of());
    days.assertFacts(messages("0S", "30H"), List.of());

    assertThat(reached()).isEmpty();
  }

  @Test
  void whatNeverArrivedReachedNobody() {
    var story = new Story().sent("m", "0S", Origin.CAMPAIGN);
    days.assertFacts(List.of(story.outbound("m")), List.of());

    assertThat(reached()).isEmpty();
  }

  @Test
  void whoWroteIsActive() {
    var story = new Story().writes("r", "0S");
    days.assertFacts(List.of(story.inbound("r")), List.of());

    assertThat(days.deltas().keySet())
        .extracting(ContactDayKey::measure)
        .containsOnly(ContactMeasure.WROTE, ContactMeasure.ACTIVE);
  }
}
