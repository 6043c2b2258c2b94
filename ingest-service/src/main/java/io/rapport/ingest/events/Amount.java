package io.rapport.ingest.events;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.common.event.Money;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An amount of money.
 *
 * @param minorUnits such as cents
 * @param currency three capital letters (ISO 4217)
 */
@RegisterForReflection
@Schema(name = "EventMoney", description = "An amount of money")
record Amount(
    @Schema(
            examples = "4990",
            description = "Such as cents; of currencies without them the amount itself")
        @NotNull
        @Min(0)
        Long minorUnits,
    @Schema(examples = "EUR", description = "ISO 4217")
        @NotNull
        @Pattern(regexp = "^[A-Z]{3}$", message = "must be three capital letters")
        String currency) {

  Money money() {
    return new Money(minorUnits, currency);
  }
}
