package io.rapport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ProbesTest {
  @Test
  void aProbeKeepsItsPace() {
    assertThat(Probes.next(1000, 100, 1030)).isEqualTo(1100);
    assertThat(Probes.next(1000, 100, 1000)).isEqualTo(1100);
  }

  @Test
  void aSlowProbeGoesOnInStepWithTheOthers() {
    assertThat(Probes.next(1000, 100, 1250)).isEqualTo(1300);
  }

  @Test
  void aMessageCountsBeforeItIsMature() throws JsonProcessingException {
    var answer =
        new ObjectMapper()
            .readTree("{\"numerator\":2,\"denominator\":3,\"immature\":4,\"value\":0.67}");
    assertThat(Probe.counted(answer)).isEqualTo(7);
  }

  @Test
  void whatWaitsIsReadFromTheMetrics() {
    var metrics =
        """
        # TYPE rapport_projection_pending gauge
        rapport_projection_pending 12.0
        rapport_projection_pending_other 3.0
        """;
    assertThat(FreshnessBench.gauge(metrics, "rapport_projection_pending")).isEqualTo(12);
    assertThatThrownBy(() -> FreshnessBench.gauge(metrics, "rapport_projection_lag_seconds"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rapport_projection_lag_seconds");
  }
}
