package io.rapport.e2e.oracle;

import java.time.Instant;

/** A customer followed the link in a message. */
public record Click(String account, String channel, String wamid, Instant at) {}
