package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTest {

  @Test
  void survivesItsJourney() {
    var cursor =
        new Cursor(
            Instant.parse("2026-11-01T10:00:02Z"),
            Instant.parse("2026-10-01T10:00:02.123456Z"),
            UUID.randomUUID(),
            UUID.randomUUID(),
            -7);

    assertThat(Cursor.decode(cursor.encode())).hasValue(cursor);
  }

  @Test
  void whatIsNoCursorIsEmpty() {
    assertThat(Cursor.decode("")).isEmpty();
    assertThat(Cursor.decode("%%%")).isEmpty();
    assertThat(Cursor.decode("AAAA")).isEmpty();
    // A time beyond any calendar.
    assertThat(Cursor.decode("f".repeat(69) + "A")).isEmpty();
  }
}
