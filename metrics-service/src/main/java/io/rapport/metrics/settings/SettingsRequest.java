package io.rapport.metrics.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.timeline.ProjectionSettings;
import jakarta.validation.Valid;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an account chooses; what is left out is as by default. */
@RegisterForReflection
@Schema(name = "MetricSettingsRequest")
record SettingsRequest(
    @Schema(
            description = "After how much silence an episode is over, 1 to 72 hours",
            examples = "PT24H")
        Optional<String> episodeTimeout,
    Optional<@Valid AttributionPart> attribution,
    Optional<@Valid CalendarPart> calendar) {

  /** Fails with a problem that names the first fault. */
  ProjectionSettings chosen(ProjectionSettings defaults) {
    return new ProjectionSettings(
        DurationText.read(
            "/episodeTimeout",
            episodeTimeout,
            defaults.episodeTimeout(),
            ProjectionSettings::permitted,
            "must be PT1H to PT72H in whole seconds"),
        attribution
            .map(part -> part.windows(defaults.attribution()))
            .orElse(defaults.attribution()),
        calendar.map(CalendarPart::calendar));
  }
}
