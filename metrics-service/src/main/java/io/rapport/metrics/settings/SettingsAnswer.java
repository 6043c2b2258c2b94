package io.rapport.metrics.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an account has chosen.
 *
 * @param account the WABA id
 * @param versionInEffect with which today's numbers are made
 */
@RegisterForReflection
@Schema(name = "MetricSettings")
record SettingsAnswer(
    @Schema(required = true) String account,
    @Schema(required = true, description = "What is wanted; 0 where nothing was chosen")
        int version,
    @Schema(
            required = true,
            description = "With which the numbers are made now; less while they are made anew")
        int versionInEffect,
    @Schema(required = true, description = "When it was recorded; null of version 0")
        Optional<Instant> recordedAt,
    @Schema(required = true, description = "By whom; null of version 0")
        Optional<String> recordedBy,
    @Schema(required = true, examples = "PT24H") String episodeTimeout,
    @Schema(required = true) AttributionPart attribution,
    @Schema(required = true, description = "null where there is none")
        Optional<CalendarPart> calendar) {

  static SettingsAnswer of(String account, SettingVersions.State state) {
    var newest = state.newest();
    return new SettingsAnswer(
        account,
        newest.version(),
        state.inEffect(),
        newest.recorded().map(MetricSettings.Recorded::at),
        newest.recorded().map(MetricSettings.Recorded::by),
        newest.chosen().episodeTimeout().toString(),
        AttributionPart.of(newest.chosen().attribution()),
        newest.chosen().calendar().map(CalendarPart::of));
  }

  /** One change. */
  @RegisterForReflection
  @Schema(name = "MetricSettingsVersion")
  record Version(
      @Schema(required = true) int version,
      @Schema(required = true) Instant recordedAt,
      @Schema(required = true) String recordedBy,
      @Schema(required = true, examples = "PT24H") String episodeTimeout,
      @Schema(required = true) AttributionPart attribution,
      @Schema(required = true, description = "null where there is none")
          Optional<CalendarPart> calendar) {

    private static Version of(MetricSettings settings) {
      var recorded = settings.recorded().orElseThrow();
      return new Version(
          settings.version(),
          recorded.at(),
          recorded.by(),
          settings.chosen().episodeTimeout().toString(),
          AttributionPart.of(settings.chosen().attribution()),
          settings.chosen().calendar().map(CalendarPart::of));
    }
  }

  /**
   * Changes, the newest first.
   *
   * @param next empty on the last page
   */
  @RegisterForReflection
  @Schema(name = "MetricSettingsHistory")
  record History(
      @Schema(required = true) String account,
      @Schema(required = true) List<Version> items,
      @Schema(description = "Send as `cursor` to read on; null on the last page")
          Optional<String> next) {

    /**
     * @param found one more than the limit where there is another page
     */
    static History of(String account, List<MetricSettings> found, int limit) {
      var shown = found.stream().limit(limit).toList();
      return new History(
          account,
          shown.stream().map(Version::of).toList(),
          found.size() > limit
              ? Optional.of(Integer.toString(shown.getLast().version()))
              : Optional.empty());
    }
  }
}
