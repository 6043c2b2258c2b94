package io.rapport.ingest.account;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.schedule.Recurring;
import io.rapport.ingest.IngestSettings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The settings of the accounts this process has met, as they were some seconds ago: read once when
 * an account is met, and all of them again after every {@code
 * rapport.ingest.accounts.refresh-interval}. A change made through this process holds here at once.
 * Thread-safe.
 */
@ApplicationScoped
public class CurrentSettings {

  private final AccountTransactions transactions;
  private final List<String> optOutKeywords;
  private final List<String> optInKeywords;
  private final Clock clock;
  private final Recurring refreshing;
  private final EffectiveSettings unchanged;
  private final Map<Integer, Held> held = new ConcurrentHashMap<>();
  private volatile Instant refreshedAt;

  private record Held(int version, EffectiveSettings settings) {}

  CurrentSettings(
      AccountTransactions transactions,
      IngestSettings settings,
      Vertx vertx,
      MeterRegistry registry,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.optOutKeywords = settings.optOutKeywords().orElse(List.of());
    this.optInKeywords = settings.optInKeywords().orElse(List.of());
    this.clock = requireNonNull(clock, "clock is null");
    this.unchanged =
        new EffectiveSettings(
            AccountSettings.DEFAULT, AccountSettings.DEFAULT.words(optOutKeywords, optInKeywords));
    this.refreshedAt = clock.instant();
    this.refreshing =
        new Recurring(
            vertx,
            "reading the settings of accounts",
            settings.accounts().refreshInterval(),
            this::refresh);
    Gauge.builder("rapport.ingest.account.settings.age", this, CurrentSettings::age)
        .description("Seconds since the settings of accounts were read")
        .baseUnit("seconds")
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    refreshing.start();
  }

  void stop(@Observes ShutdownEvent event) {
    refreshing.close();
  }

  /**
   * The settings of an account this process has {@linkplain #learn met}; of any other, what holds
   * where nobody has decided anything.
   */
  public EffectiveSettings of(int accountId) {
    var known = held.get(accountId);
    return known == null ? unchanged : known.settings();
  }

  /** Reads the settings of an account unless they are known, and keeps them current from now on. */
  public Uni<Void> learn(int accountId) {
    return held.containsKey(accountId) ? Uni.createFrom().voidItem() : read(Set.of(accountId));
  }

  /** A version somebody has just made here. */
  void remember(int accountId, SettingsVersion version) {
    held.merge(
        accountId,
        new Held(version.version(), effective(version.settings())),
        (old, fresh) -> fresh.version() >= old.version() ? fresh : old);
  }

  private Uni<Void> refresh() {
    var started = clock.instant();
    return Multi.createFrom()
        .iterable(AccountRegister.divided(held.keySet()))
        .onItem()
        .transformToUniAndConcatenate(this::read)
        .collect()
        .last()
        .invoke(() -> refreshedAt = started)
        .replaceWithVoid();
  }

  private Uni<Void> read(Set<Integer> accountIds) {
    return transactions
        .inAccounts(accountIds, connection -> AccountSettingsTable.find(connection, accountIds))
        .invoke(
            found ->
                accountIds.forEach(id -> keep(id, found.getOrDefault(id, SettingsVersion.NONE))))
        .replaceWithVoid();
  }

  /** Words are put together only when they have changed. */
  private void keep(int accountId, SettingsVersion version) {
    var known = held.get(accountId);
    if (known == null || known.version() < version.version()) {
      remember(accountId, version);
    }
  }

  private EffectiveSettings effective(AccountSettings settings) {
    return settings.equals(AccountSettings.DEFAULT)
        ? unchanged
        : new EffectiveSettings(settings, settings.words(optOutKeywords, optInKeywords));
  }

  private double age() {
    return Duration.between(refreshedAt, clock.instant()).toMillis() / 1000.0;
  }
}
