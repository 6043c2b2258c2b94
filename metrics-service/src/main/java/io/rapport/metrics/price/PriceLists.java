package io.rapport.metrics.price;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.event.PricingCategory;
import io.rapport.common.records.VersionTag;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Keeps what accounts pay: table {@code price_list}. Safe for use by several threads. */
@ApplicationScoped
public class PriceLists {

  private static final String COLUMNS = "version, recorded_at, recorded_by, currency, prices";

  private final AccountTransactions transactions;
  private final Clock clock;

  PriceLists(AccountTransactions transactions, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The newest list, as one statement of a transaction. */
  public static Uni<PriceList> newest(SqlConnection connection, int accountId) {
    return versions(connection, accountId, Integer.MAX_VALUE, 1)
        .map(lists -> lists.isEmpty() ? PriceList.NONE : lists.getFirst());
  }

  Uni<PriceList> newest(int accountId) {
    return transactions.snapshot(Set.of(accountId), connection -> newest(connection, accountId));
  }

  /** Versions before one, the newest first. */
  Uni<List<PriceList>> history(int accountId, int before, int limit) {
    return transactions.snapshot(
        Set.of(accountId), connection -> versions(connection, accountId, before, limit));
  }

  private static Uni<List<PriceList>> versions(
      SqlConnection connection, int accountId, int before, int limit) {
    return connection
        .preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM price_list WHERE account_id = $1 AND version < $2"
                + " ORDER BY version DESC LIMIT $3")
        .execute(Tuple.of(accountId, before, limit))
        .map(
            rows -> StreamSupport.stream(rows.spliterator(), false).map(PriceLists::list).toList());
  }

  /**
   * Adds a version.
   *
   * @param ifMatch the version it replaces
   * @throws io.rapport.common.problem.ProblemException if that is not the newest
   */
  Uni<PriceList> put(
      int accountId, Currency currency, List<Price> prices, Optional<String> ifMatch, String by) {
    return transactions.inAccount(
        accountId,
        connection ->
            newest(connection, accountId)
                .invoke(newest -> VersionTag.require(ifMatch, newest.version()))
                .chain(
                    newest ->
                        add(
                            connection,
                            accountId,
                            new PriceList(
                                newest.version() + 1,
                                Optional.of(clock.instant()),
                                Optional.of(by),
                                Optional.of(currency),
                                prices))));
  }

  /** Two at once have the same version, of which one is kept. */
  private static Uni<PriceList> add(SqlConnection connection, int accountId, PriceList list) {
    return connection
        .preparedQuery(
            """
            INSERT INTO price_list (account_id, version, recorded_at, recorded_by, currency, prices)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING""")
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addInteger(list.version())
                .addOffsetDateTime(list.recordedAt().orElseThrow().atOffset(ZoneOffset.UTC))
                .addString(list.recordedBy().orElseThrow())
                .addString(list.currency().orElseThrow().getCurrencyCode())
                .addJsonArray(json(list.prices())))
        .map(
            added -> {
              if (added.rowCount() == 0) {
                throw VersionTag.outdated();
              }
              return list;
            });
  }

  private static JsonArray json(List<Price> prices) {
    var all = new JsonArray();
    for (var price : prices) {
      var json =
          new JsonObject()
              .put("category", price.category().id())
              .put("from", price.from().toString())
              .put("micros", price.micros());
      price.market().ifPresent(market -> json.put("market", market));
      all.add(json);
    }
    return all;
  }

  private static PriceList list(Row row) {
    return new PriceList(
        row.getInteger("version"),
        Optional.of(row.get(OffsetDateTime.class, "recorded_at").toInstant()),
        Optional.of(row.getString("recorded_by")),
        Optional.of(Currency.getInstance(row.getString("currency"))),
        row.getJsonArray("prices").stream()
            .map(JsonObject.class::cast)
            .map(PriceLists::price)
            .toList());
  }

  private static Price price(JsonObject json) {
    return new Price(
        PricingCategory.ofId(json.getString("category")).orElseThrow(),
        Optional.ofNullable(json.getString("market")),
        LocalDate.parse(json.getString("from")),
        json.getLong("micros"));
  }
}
