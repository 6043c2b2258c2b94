package io.rapport.metrics.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.metrics.timeline.Attribution;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Windows of attribution in JSON. */
@RegisterForReflection
@Schema(
    name = "AttributionWindows",
    description =
        "For how long after a touch a conversion may be due to it: 1 hour to 30 days each, or PT0S"
            + " where such a touch leads to nothing")
record AttributionPart(
    @Schema(description = "After a link was followed", defaultValue = "PT168H", examples = "PT168H")
        Optional<String> click,
    @Schema(description = "After a message was read", defaultValue = "PT24H", examples = "PT24H")
        Optional<String> read,
    @Schema(
            description = "After a message was delivered",
            defaultValue = "PT24H",
            examples = "PT24H")
        Optional<String> delivery) {

  static AttributionPart of(Attribution windows) {
    return new AttributionPart(
        Optional.of(windows.click().toString()),
        Optional.of(windows.read().toString()),
        Optional.of(windows.delivery().toString()));
  }

  /** Fails with a problem that names the first fault. */
  Attribution windows(Attribution defaults) {
    return new Attribution(
        window("click", click, defaults.click()),
        window("read", read, defaults.read()),
        window("delivery", delivery, defaults.delivery()));
  }

  private static Duration window(String name, Optional<String> text, Duration otherwise) {
    return DurationText.read(
        "/attribution/" + name,
        text,
        otherwise,
        Attribution::permitted,
        "must be PT0S, or PT1H to P30D in whole seconds");
  }
}
