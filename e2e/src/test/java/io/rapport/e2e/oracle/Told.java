package io.rapport.e2e.oracle;

import java.time.Instant;

/** When something that is counted started, and by what it is told apart. */
record Told(Traits traits, Instant at) {}
