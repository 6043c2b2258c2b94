package io.rapport.ingest.account;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Which small integers stand for a WABA and its phone numbers. What a signed webhook names for the
 * first time registers itself, whichever process sees it first; nothing is ever renumbered, so
 * everything is remembered for good. Thread-safe.
 */
@ApplicationScoped
public class AccountDirectory {

  private static final Logger LOG = Logger.getLogger(AccountDirectory.class);

  private static final String FIND_ACCOUNT = "SELECT account_id FROM account WHERE waba_id = $1";

  /** Whoever loses the race for a number (or a WABA) inserts nothing and looks again. */
  private static final String REGISTER_ACCOUNT =
      """
      INSERT INTO account (account_id, waba_id, created_at)
      SELECT max(account_id) + 1, $1, $2 FROM account
      ON CONFLICT DO NOTHING""";

  private static final String ADD_LOCK =
      "INSERT INTO identity_lock (account_id) VALUES ($1) ON CONFLICT DO NOTHING";

  private static final String FIND_CHANNEL =
      "SELECT channel_id FROM channel WHERE account_id = $1 AND phone_number_id = $2";

  private static final String REGISTER_CHANNEL =
      """
      INSERT INTO channel (account_id, channel_id, phone_number_id, display_phone_number, created_at)
      SELECT $1, coalesce(max(channel_id), 0) + 1, $2, $3, $4 FROM channel WHERE account_id = $1
      ON CONFLICT DO NOTHING""";

  private final Pool pool;
  private final AccountTransactions transactions;
  private final CurrentSettings settings;
  private final Clock clock;
  private final Map<String, Integer> accounts = new ConcurrentHashMap<>();
  private final Map<Address, Channel> channels = new ConcurrentHashMap<>();

  private record Address(String wabaId, String phoneNumberId) {}

  public AccountDirectory(
      Pool pool, AccountTransactions transactions, CurrentSettings settings, Clock clock) {
    this.pool = requireNonNull(pool, "pool is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** A channel this process has met before; then it knows the account's settings as well. */
  public Optional<Channel> known(String wabaId, String phoneNumberId) {
    return Optional.ofNullable(channels.get(new Address(wabaId, phoneNumberId)));
  }

  /** The channel, registered together with its account if nobody has met it before. */
  public Uni<Channel> register(
      String wabaId, String phoneNumberId, Optional<String> displayPhoneNumber) {
    return register(wabaId)
        .call(settings::learn)
        .chain(accountId -> registerChannel(accountId, phoneNumberId, displayPhoneNumber))
        .invoke(channel -> channels.put(new Address(wabaId, phoneNumberId), channel));
  }

  /** The account, if it is registered. */
  public Uni<Optional<Integer>> find(String wabaId) {
    var known = accounts.get(wabaId);
    return known != null
        ? Uni.createFrom().item(Optional.of(known))
        : integer(pool.preparedQuery(FIND_ACCOUNT).execute(Tuple.of(wabaId)));
  }

  /** The channel of a registered account, if it is registered. */
  public Uni<Optional<Channel>> find(int accountId, String wabaId, String phoneNumberId) {
    var known = known(wabaId, phoneNumberId);
    if (known.isPresent()) {
      return Uni.createFrom().item(known);
    }
    return transactions
        .inAccount(
            accountId,
            connection ->
                integer(
                    connection
                        .preparedQuery(FIND_CHANNEL)
                        .execute(Tuple.of(accountId, phoneNumberId))))
        .map(found -> found.map(channelId -> new Channel(accountId, channelId)))
        .invoke(
            found ->
                found.ifPresent(
                    channel -> channels.put(new Address(wabaId, phoneNumberId), channel)));
  }

  /** The account, registered if nobody has met it before. */
  public Uni<Integer> register(String wabaId) {
    var known = accounts.get(wabaId);
    if (known != null) {
      return Uni.createFrom().item(known);
    }
    return findOrInsertAccount(wabaId)
        // Also for accounts found: their registration may have been cut off before this.
        .call(
            accountId ->
                transactions.inAccount(
                    accountId,
                    connection -> connection.preparedQuery(ADD_LOCK).execute(Tuple.of(accountId))))
        .invoke(accountId -> accounts.put(wabaId, accountId));
  }

  private Uni<Integer> findOrInsertAccount(String wabaId) {
    return find(wabaId)
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found.get())
                    : pool.preparedQuery(REGISTER_ACCOUNT)
                        .execute(Tuple.of(wabaId, now()))
                        .invoke(rows -> logRegistration(rows, "account", wabaId))
                        .chain(() -> findOrInsertAccount(wabaId)));
  }

  private Uni<Channel> registerChannel(
      int accountId, String phoneNumberId, Optional<String> displayPhoneNumber) {
    return transactions
        .inAccount(
            accountId,
            connection ->
                findOrInsertChannel(connection, accountId, phoneNumberId, displayPhoneNumber))
        .map(channelId -> new Channel(accountId, channelId));
  }

  private Uni<Integer> findOrInsertChannel(
      SqlConnection connection,
      int accountId,
      String phoneNumberId,
      Optional<String> displayPhoneNumber) {
    return integer(
            connection.preparedQuery(FIND_CHANNEL).execute(Tuple.of(accountId, phoneNumberId)))
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found.get())
                    : connection
                        .preparedQuery(REGISTER_CHANNEL)
                        .execute(
                            Tuple.of(
                                accountId, phoneNumberId, displayPhoneNumber.orElse(null), now()))
                        .invoke(rows -> logRegistration(rows, "channel", phoneNumberId))
                        .chain(
                            () ->
                                findOrInsertChannel(
                                    connection, accountId, phoneNumberId, displayPhoneNumber)));
  }

  private static void logRegistration(RowSet<Row> rows, String what, String id) {
    if (rows.rowCount() > 0) {
      LOG.infof("registered %s %s", what, id);
    }
  }

  private static Uni<Optional<Integer>> integer(Uni<RowSet<Row>> query) {
    return query.map(
        rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getInteger(0))
                .findFirst());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
