package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;

import io.rapport.metrics.timeline.CartFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Lifecycle;
import io.vertx.mutiny.sqlclient.Row;
import java.util.stream.Stream;

/** The table of carts. */
final class CartTable {

  static final FactTable<CartFact> CARTS =
      new FactTable<>(
          "cart",
          "cart_id",
          CartFact::cartId,
          Stream.concat(
                  Stream.<Column<CartFact>>of(
                      required("channel_id", INT, CartFact::channelId),
                      required("created_at", INSTANT, CartFact::createdAt),
                      optional("purchased_at", INSTANT, CartFact::purchasedAt),
                      required("exclusion", SMALLINT, cart -> cart.exclusion().code()),
                      required("lifecycle", SMALLINT, cart -> cart.lifecycle().code())),
                  MoneyColumns.of(CartFact::value).stream())
              .toList(),
          CartTable::decode);

  private CartTable() {}

  private static CartFact decode(Row row) {
    return new CartFact(
        row.getUUID("cart_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        INSTANT.read().apply(row, "created_at"),
        MoneyColumns.decode(row),
        INSTANT.optional(row, "purchased_at"));
  }
}
