package io.rapport.simulator.delivery;

import java.time.Duration;

/**
 * How facts are brought by one carrier.
 *
 * @param concurrency most requests in flight
 * @param queueSize most facts held, not counting those in flight
 * @param timeout of one attempt
 */
public record DeliverySettings(int concurrency, int queueSize, Duration timeout, Backoff backoff) {}
