package io.rapport.simulator.live;

import io.rapport.simulator.delivery.Faults;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the simulator is doing, for people and progress bars. */
@Schema(description = "What the simulator is doing")
public record State(
    @Schema(description = "fill, live or paused") Phase phase,
    @Schema(description = "When the latest fact happened in the simulated world")
        Instant simulatedTime,
    @Schema(description = "Facts in the truth, those nobody is told included", examples = "81234")
        long facts,
    @Schema(description = "Facts the business accepted since the start", examples = "60211")
        long delivered,
    @Schema(description = "Facts that happened and wait to be accepted", examples = "1804")
        long queue,
    @Schema(description = "How much of the fill is delivered, 0 to 100", examples = "74.2")
        double percent,
    @Schema(description = "Facts delivered a second, over the last seconds", examples = "4120.5")
        double rate,
    @Schema(description = "Webhook facts a minute that live mode aims at", examples = "60")
        double liveRate,
    @Schema(description = "Requests being delivered", examples = "64") int inFlight,
    @Schema(description = "Attempts not accepted since the start", examples = "12") long retried,
    @Schema(description = "Requests sent twice on purpose since the start", examples = "171")
        long duplicates,
    Faults faults) {}
