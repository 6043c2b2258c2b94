package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactReader.instant;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** Carts. */
final class CartReader implements FactReader {

  @Override
  public String columns() {
    return "cart_id, created_at, purchased_at, minor_units, currency";
  }

  @Override
  public Class<? extends Fact> type() {
    return Fact.Cart.class;
  }

  @Override
  public Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel) {
    var created = instant(row, "created_at").orElseThrow();
    var purchased = instant(row, "purchased_at");
    return new Fact.Cart(
        row.getUUID("contact_id"),
        row.getUUID("cart_id"),
        channel,
        created,
        purchased,
        FactReader.text(row, "currency")
            .map(currency -> new Detail.Amount(currency, row.getLong("minor_units"))),
        FactReader.lifecycle(row),
        purchased
                .map(at -> Reason.after("bought", created, at, "it was created"))
                .orElse("not bought")
            + Reason.ageOf(kpi));
  }
}
