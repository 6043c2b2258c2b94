package io.rapport.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.schedule.Recurring;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.account.AccountRegister;
import io.rapport.ingest.store.Entry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Facts come in any order: what names a message that nobody has told of yet waits in quarantine,
 * and is read again by itself for as long as the message may still come.
 */
@ApplicationScoped
class Latecomers {

  private final AccountRegister accounts;
  private final QuarantineItems items;
  private final Redrive redrive;
  private final Duration retryFor;
  private final Clock clock;
  private final Recurring reading;

  Latecomers(
      AccountRegister accounts,
      QuarantineItems items,
      Redrive redrive,
      IngestSettings settings,
      Vertx vertx,
      Clock clock) {
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.items = requireNonNull(items, "items is null");
    this.redrive = requireNonNull(redrive, "redrive is null");
    this.retryFor = settings.quarantine().retryFor();
    this.clock = requireNonNull(clock, "clock is null");
    this.reading =
        new Recurring(
            vertx,
            "reading again what waits for its message",
            settings.quarantine().retryInterval(),
            this::run);
  }

  void start(@Observes StartupEvent event) {
    reading.start();
  }

  void stop(@Observes ShutdownEvent event) {
    reading.close();
  }

  /** Reads all of it again, account by account. */
  Uni<Void> run() {
    var since = clock.instant().minus(retryFor);
    return accounts.eachHaving(
        ids -> items.having(ids, Entry.OfMessage.UNKNOWN_MESSAGE, since),
        account -> readAgain(account, since, Cursor.START));
  }

  private Uni<Void> readAgain(int accountId, Instant since, Cursor after) {
    var waiting =
        new Filter(
            accountId,
            Optional.empty(),
            Optional.of(Entry.OfMessage.UNKNOWN_MESSAGE),
            Optional.empty(),
            Optional.of(since),
            Optional.empty());
    return redrive
        .run(waiting, after)
        .chain(
            result ->
                result
                    .next()
                    .flatMap(Cursor::decode)
                    .map(next -> readAgain(accountId, since, next))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }
}
