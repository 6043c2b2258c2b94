package io.rapport.simulator.control;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wrote, and under which id. */
@Schema(description = "Who wrote, and under which id")
public record InboundResponse(
    String account, String channel, String person, String wamid, Instant at) {}
