package io.rapport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void ratesAreComparedWithTheCeiling() {
    var table =
        Report.markdown(List.of(measurement("ceiling", 300_000), measurement("ingest", 75_000)));

    assertThat(table)
        .contains("| ceiling | 30,000 | 100 % | 5.0 ms | 20.0 ms | 0 |")
        .contains("| ingest | 7,500 | 25 % | 5.0 ms | 20.0 ms | 0 |");
  }

  private static Measurement measurement(String name, long answered) {
    return new Measurement(
        name,
        answered,
        Duration.ofSeconds(10),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        0,
        answered);
  }
}
