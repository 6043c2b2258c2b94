package io.rapport.metrics.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an account pays.
 *
 * @param version counted from 1; 0 where nothing was ever said
 */
@RegisterForReflection
@Schema(
    name = "PriceList",
    requiredProperties = {"account", "version", "prices"})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PriceListAnswer(
    String account,
    int version,
    Optional<Instant> recordedAt,
    Optional<String> recordedBy,
    Optional<String> currency,
    List<PriceListRequest.Item> prices) {

  static PriceListAnswer of(String account, PriceList list) {
    return new PriceListAnswer(
        account,
        list.version(),
        list.recordedAt(),
        list.recordedBy(),
        list.currency().map(Currency::getCurrencyCode),
        list.prices().stream().map(PriceListRequest.Item::of).toList());
  }

  /**
   * Versions, the newest first.
   *
   * @param next what to send as cursor for the page after this; left out on the last one
   */
  @RegisterForReflection
  @Schema(name = "PriceListPage", requiredProperties = "items")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Page(List<PriceListAnswer> items, Optional<Integer> next) {}
}
