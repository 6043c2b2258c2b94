package io.rapport.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The measurements as a Markdown table. */
final class Report {
  private Report() {}

  /**
   * @param measurements of which the first with as many messages a webhook is the ceiling
   */
  static String markdown(List<Measurement> measurements) {
    var table =
        new StringBuilder(
            """
            | | webhooks/s | messages/s | of the ceiling | p50 | p99 | errors |
            |---|--:|--:|--:|--:|--:|--:|
            """);
    for (var measurement : measurements) {
      var ceiling =
          measurements.stream()
              .filter(other -> other.messages() == measurement.messages())
              .findFirst()
              .orElseThrow();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f | %.0f %% | %s | %s | %d |%n",
              measurement.name(),
              measurement.perSecond(),
              measurement.messagesPerSecond(),
              100 * measurement.perSecond() / ceiling.perSecond(),
              milliseconds(measurement.median()),
              milliseconds(measurement.p99()),
              measurement.errors()));
    }
    return table.toString();
  }

  private static String milliseconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }
}
