package io.rapport.bench;

import java.time.Duration;

/**
 * What one run gave.
 *
 * @param messages of one webhook
 * @param answered webhooks answered with 200 within {@code measured}
 * @param errors other answers and broken connections in that time
 * @param acknowledged webhooks answered with 200 in all, warm-up included
 */
record Measurement(
    String name,
    int messages,
    long answered,
    Duration measured,
    Duration median,
    Duration p99,
    long errors,
    long acknowledged) {

  double perSecond() {
    return answered * 1e9 / measured.toNanos();
  }

  double messagesPerSecond() {
    return messages * perSecond();
  }
}
