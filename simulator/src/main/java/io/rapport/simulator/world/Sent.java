package io.rapport.simulator.world;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a message, seen from above.
 *
 * @param seenAt when the person really looked at it, whether or not the phone says so
 */
record Sent(String wamid, Instant at, Optional<Instant> seenAt) {}
