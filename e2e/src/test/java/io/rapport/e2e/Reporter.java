package io.rapport.e2e;

import io.rapport.simulator.delivery.AccessTokens;
import io.rapport.simulator.delivery.EventsClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Reports events as other software does: each batch until all of it is accepted. */
final class Reporter implements AutoCloseable {
  private static final int CONCURRENCY = 16;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final EventsClient client;
  private final Deliveries deliveries = new Deliveries(CONCURRENCY, this::attempt);

  /**
   * @param tokens gives an access token of an integrator
   */
  Reporter(URI ingest, Supplier<String> tokens) {
    this.client =
        new EventsClient(
            ingest.resolve("/v1/events"),
            new AccessTokens() {
              @Override
              public String current() {
                return tokens.get();
              }

              @Override
              public void refused() {
                // The next one is fetched anyway when this one has become old.
              }
            });
  }

  /** Returns once all are accepted, which they are not before their account is known. */
  void deliver(List<byte[]> batches) {
    deliveries.deliver(batches);
  }

  private boolean attempt(byte[] batch) throws InterruptedException {
    try {
      return client.bring(batch, TIMEOUT).isEmpty();
    } catch (IOException _) {
      // No answer says nothing: the batch is told again.
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
