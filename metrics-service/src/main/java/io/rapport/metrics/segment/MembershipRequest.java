package io.rapport.metrics.segment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is asked about, by their pseudonyms. */
@RegisterForReflection
@Schema(name = "MembershipRequest")
record MembershipRequest(@NotEmpty List<@NotNull UUID> contacts) {}
