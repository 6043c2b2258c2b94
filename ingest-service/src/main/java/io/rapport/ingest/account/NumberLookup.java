package io.rapport.ingest.account;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.maxBy;

import io.rapport.common.cache.RecentlyUsed;
import io.rapport.common.database.AccountTransactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whose a business phone number is, where nothing else tells the account. A number that has moved
 * to another account belongs to the one it came to last. Thread-safe.
 */
@ApplicationScoped
public class NumberLookup {

  private static final String FIND =
      """
      SELECT account_id, channel_id, created_at FROM channel
      WHERE account_id = ANY ($1) AND phone_number_id = $2
      ORDER BY created_at DESC LIMIT 1""";

  private static final int REMEMBERED = 10_000;

  /** A number moves once in years. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final AccountRegister register;
  private final AccountTransactions transactions;
  private final Clock clock;
  private final RecentlyUsed<String, Known> known = new RecentlyUsed<>(REMEMBERED);

  private record Known(Channel channel, Instant until) {}

  private record Found(Channel channel, Instant since) {}

  NumberLookup(AccountRegister register, AccountTransactions transactions, Clock clock) {
    this.register = requireNonNull(register, "register is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The channel of a number; empty if no webhook has told of it yet. */
  public Uni<Optional<Channel>> find(String phoneNumberId) {
    var now = clock.instant();
    var remembered = known.get(phoneNumberId).filter(one -> now.isBefore(one.until()));
    if (remembered.isPresent()) {
      return Uni.createFrom().item(Optional.of(remembered.get().channel()));
    }
    return register
        .all()
        .onItem()
        .transformToMulti(parts -> Multi.createFrom().iterable(parts))
        .onItem()
        .transformToUniAndConcatenate(ids -> find(ids, phoneNumberId))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .with(maxBy(comparing(Found::since)))
        .map(latest -> latest.map(Found::channel))
        .invoke(
            found ->
                found.ifPresent(
                    channel -> known.put(phoneNumberId, new Known(channel, now.plus(FRESH)))));
  }

  private Uni<Optional<Found>> find(Set<Integer> accountIds, String phoneNumberId) {
    return transactions
        .inAccounts(
            accountIds,
            connection ->
                connection
                    .preparedQuery(FIND)
                    .execute(Tuple.of(accountIds.toArray(Integer[]::new), phoneNumberId)))
        .map(NumberLookup::first);
  }

  private static Optional<Found> first(RowSet<Row> rows) {
    var iterator = rows.iterator();
    if (!iterator.hasNext()) {
      return Optional.empty();
    }
    var row = iterator.next();
    return Optional.of(
        new Found(
            new Channel(row.getInteger(0), row.getInteger(1)),
            row.getOffsetDateTime(2).toInstant()));
  }
}
