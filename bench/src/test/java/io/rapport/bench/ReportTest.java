package io.rapport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void ratesAreComparedWithTheCeiling() {
    var table =
        Report.markdown(
            List.of(measurement("ceiling", 1, 300_000), measurement("ingest", 1, 75_000)));

    assertThat(table)
        .contains("| ceiling | 30,000 | 30,000 | 100 % | 5.0 ms | 20.0 ms | 0 |")
        .contains("| ingest | 7,500 | 7,500 | 25 % | 5.0 ms | 20.0 ms | 0 |");
  }

  @Test
  void webhooksOfManyMessagesHaveACeilingOfTheirOwn() {
    var table =
        Report.markdown(
            List.of(
                measurement("ceiling", 1, 300_000),
                measurement("ceiling of many", 100, 20_000),
                measurement("ingest", 100, 5_000)));

    assertThat(table).contains("| ingest | 500 | 50,000 | 25 % |");
  }

  private static Measurement measurement(String name, int messages, long answered) {
    return new Measurement(
        name,
        messages,
        answered,
        Duration.ofSeconds(10),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        0,
        answered);
  }
}
