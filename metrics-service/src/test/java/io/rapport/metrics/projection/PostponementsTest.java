package io.rapport.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostponementsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final UUID CONTACT = new UUID(1, 2);

  private final Postponements postponements =
      new Postponements(Duration.ofSeconds(1), Duration.ofMinutes(1));

  @Test
  void theDelayDoublesWithEachFailure() {
    assertThat(postponements.failed(CONTACT, NOW)).isEqualTo(NOW.plusSeconds(1));
    assertThat(postponements.failed(CONTACT, NOW)).isEqualTo(NOW.plusSeconds(2));
    assertThat(postponements.failed(CONTACT, NOW)).isEqualTo(NOW.plusSeconds(4));
  }

  @Test
  void theDelayHasAnUpperBound() {
    for (int i = 0; i < 100; i++) {
      postponements.failed(CONTACT, NOW);
    }
    assertThat(postponements.failed(CONTACT, NOW)).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void aSuccessMakesTheDelaysBeginAnew() {
    postponements.failed(CONTACT, NOW);
    postponements.succeeded(CONTACT);
    assertThat(postponements.failed(CONTACT, NOW)).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void contactsFailOnTheirOwn() {
    postponements.failed(CONTACT, NOW);
    assertThat(postponements.failed(new UUID(3, 4), NOW)).isEqualTo(NOW.plusSeconds(1));
  }
}
