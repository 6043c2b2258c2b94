package io.rapport.simulator.control;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error by RFC 9457. */
@Schema(description = "An error by RFC 9457")
public record Problem(
    @Schema(examples = "https://rapport.io/problems/invalid-request") String type,
    String title,
    int status,
    String detail) {}
