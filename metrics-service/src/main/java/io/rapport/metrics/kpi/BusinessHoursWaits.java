package io.rapport.metrics.kpi;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Waits of answered turns, less the time when nobody is there. */
@RegisterForReflection
@Schema(
    name = "BusinessHoursWaits",
    description = "Waits of answered turns during business hours, in seconds")
record BusinessHoursWaits(Detail.Waits any, Detail.Waits human, Detail.Waits bot) {}
