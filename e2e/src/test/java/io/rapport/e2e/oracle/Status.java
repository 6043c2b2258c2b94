package io.rapport.e2e.oracle;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What Meta said about a sent message.
 *
 * @param status {@code sent}, {@code delivered}, {@code read}, {@code played} or {@code failed}
 * @param labelled whether it echoed what the sender said about the message
 */
public record Status(
    Instant at, String status, OptionalInt code, Optional<String> category, boolean labelled) {}
