package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page of facts in the order of their times.
 *
 * @param next what to send as cursor for the page after this; left out on the last one
 */
@RegisterForReflection
@Schema(
    name = "KpiFacts",
    requiredProperties = {
      "account",
      "kpi",
      "definitionVersion",
      "settingsVersion",
      "part",
      "from",
      "to",
      "zone",
      "asOf",
      "items"
    })
record FactPage(
    String account,
    String kpi,
    int definitionVersion,
    int settingsVersion,
    Part part,
    Instant from,
    Instant to,
    String zone,
    Instant asOf,
    List<Fact> items,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> next) {}
