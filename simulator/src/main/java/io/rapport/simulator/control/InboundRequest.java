package io.rapport.simulator.control;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a customer is to write now. */
@Schema(
    description = "What a customer is to write now. Name the customer by person, waId or userId.")
public record InboundRequest(
    @Schema(
            description = "Phone number id it is written to; the first one if absent",
            examples = "100200300400611")
        Optional<String> channel,
    @Schema(description = "A customer by the truth's name", examples = "p1")
        Optional<String> person,
    @Schema(
            description = "A customer by number; if nobody has it, a new customer gets it",
            examples = "4915112345678")
        Optional<String> waId,
    @Schema(description = "A customer by user id; if nobody has it, a new customer gets it")
        Optional<String> userId,
    @Schema(description = "Profile name of a new customer", examples = "Ana") Optional<String> name,
    @Schema(
            description = "text, button, button_reply or list_reply; text if absent",
            examples = "text")
        Optional<String> kind,
    @Schema(description = "What is written, or the title of what is tapped", examples = "Hello")
        Optional<String> text,
    @Schema(description = "Payload or id of what is tapped") Optional<String> payload,
    @Schema(description = "wamid of the message that is quoted or tapped")
        Optional<String> context) {}
