package io.rapport.simulator.control;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much happens by itself. */
@Schema(description = "How much happens by itself in live mode")
public record SpeedRequest(
    @Schema(description = "Webhook facts a minute, 0 to 600000", examples = "600")
        double factsPerMinute) {}
