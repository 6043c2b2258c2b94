package io.rapport.metrics.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeOfDayTest {

  @ParameterizedTest
  @CsvSource({"00:00,0", "09:05,545", "23:59,1439", "24:00,1440"})
  void aTimeIsMinutesFromMidnightAndBack(String text, int minutes) {
    assertThat(TimeOfDay.minutes(text)).hasValue(minutes);
    assertThat(TimeOfDay.text(minutes)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9:00", "24:01", "12:60", "12.30", "٠٩:٠٠", "12:30:00"})
  void nothingElseIs(String text) {
    assertThat(TimeOfDay.minutes(text)).isEmpty();
  }
}
