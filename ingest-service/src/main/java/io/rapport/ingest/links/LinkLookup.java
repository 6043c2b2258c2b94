package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.cache.RecentlyUsed;
import io.rapport.common.database.AccountTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Finds a link when somebody follows it. Links that were followed before are remembered: fresh ones
 * cost nothing, and where the database does not answer in time a link serves as it last was. Codes
 * that lead nowhere are not remembered, or whoever tries some out would push real links out; how
 * many are looked up at a time is bounded instead. Thread-safe.
 */
@ApplicationScoped
class LinkLookup {

  private static final Logger LOG = Logger.getLogger(LinkLookup.class);

  private static final String FIND =
      "SELECT " + KnownLink.COLUMNS + " FROM link WHERE account_id = $1 AND code = $2";

  private final AccountTransactions transactions;
  private final RecentlyUsed<String, Remembered> remembered;
  private final Duration freshFor;
  private final Duration timeout;
  private final int maxConcurrent;
  private final Clock clock;
  private final AtomicInteger running = new AtomicInteger();

  private record Remembered(KnownLink link, Instant checkedAt) {}

  /** More is being looked up than may be. */
  static final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Busy() {
      super("too many links are being looked up", null, false, false);
    }
  }

  LinkLookup(
      AccountTransactions transactions,
      LinkSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    var lookup = settings.lookup();
    this.remembered = new RecentlyUsed<>(lookup.cacheSize());
    this.freshFor = lookup.freshFor();
    this.timeout = lookup.timeout();
    this.maxConcurrent = lookup.maxConcurrent();
    this.clock = requireNonNull(clock, "clock is null");
    Gauge.builder("rapport.ingest.links.remembered", remembered, RecentlyUsed::size)
        .description("Links that are remembered")
        .register(registry);
    Gauge.builder("rapport.ingest.links.lookups", running, AtomicInteger::get)
        .description("Links being looked up")
        .register(registry);
  }

  /** The link; empty where there is none; fails where that cannot be known now. */
  Uni<Optional<KnownLink>> find(LinkCode code) {
    var known = remembered.get(code.text());
    if (known.isPresent() && clock.instant().isBefore(known.get().checkedAt().plus(freshFor))) {
      return Uni.createFrom().item(known.map(Remembered::link));
    }
    return read(code)
        .invoke(found -> found.ifPresentOrElse(link -> remember(code, link), () -> forget(code)))
        .onFailure(failure -> known.isPresent())
        .recoverWithItem(
            failure -> {
              LOG.debug("a remembered link serves as it last was", failure);
              // Not asked for again by everybody who follows it.
              remember(code, known.orElseThrow().link());
              return known.map(Remembered::link);
            });
  }

  /** A link has changed here. */
  void forget(LinkCode code) {
    remembered.remove(code.text());
  }

  private void remember(LinkCode code, KnownLink link) {
    remembered.put(code.text(), new Remembered(link, clock.instant()));
  }

  private Uni<Optional<KnownLink>> read(LinkCode code) {
    if (running.incrementAndGet() > maxConcurrent) {
      running.decrementAndGet();
      return Uni.createFrom().failure(new Busy());
    }
    return transactions
        .inAccount(
            code.accountId(),
            connection ->
                connection.preparedQuery(FIND).execute(Tuple.of(code.accountId(), code.text())))
        .map(
            rows -> {
              for (var row : rows) {
                return Optional.of(KnownLink.of(row));
              }
              return Optional.<KnownLink>empty();
            })
        .ifNoItem()
        .after(timeout)
        .fail()
        .onTermination()
        .invoke(running::decrementAndGet);
  }
}
