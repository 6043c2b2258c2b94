package io.rapport.metrics.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.common.event.PricingCategory;
import io.rapport.common.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an account pays for a delivered message, by category and country. */
@RegisterForReflection
@Schema(name = "PriceListRequest")
record PriceListRequest(
    @Schema(description = "ISO 4217; of all prices", examples = "EUR")
        @NotNull
        @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code")
        String currency,
    @NotNull List<@NotNull @Valid Item> prices) {

  /** Long before the first message, for who wants to say "always". */
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  /** Nobody knows prices of further ahead: that is a slip of the pen, and breaks calendars. */
  private static final LocalDate LATEST = LocalDate.of(2100, 12, 31);

  /** One price. */
  @RegisterForReflection
  @Schema(name = "Price")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Item(
      @Schema(
              description = "What Meta charges it as",
              enumeration = {
                "service",
                "marketing",
                "marketing_lite",
                "utility",
                "authentication",
                "authentication_international",
                "referral_conversion"
              })
          @NotNull
          String category,
      @Schema(
              description =
                  "ISO 3166-1 alpha-2 of the contact's country; left out for all without a price of"
                      + " their own",
              examples = "DE")
          Optional<@Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters") String>
              market,
      @Schema(
              description =
                  "The first day of sending on which it holds, in the account's zone; of the years"
                      + " 2000 to 2100",
              examples = "2026-10-01")
          @NotNull
          LocalDate from,
      @Schema(
              description = "Of one delivered message, in the list's currency",
              examples = "0.1131",
              implementation = BigDecimal.class)
          @NotNull
          @DecimalMin("0")
          @DecimalMax(Price.MOST)
          @Digits(integer = 6, fraction = Price.SCALE)
          BigDecimal amount) {

    static Item of(Price price) {
      return new Item(price.category().id(), price.market(), price.from(), price.amount());
    }
  }

  /** Fails with a problem that names the first fault. */
  Currency money() {
    try {
      return Currency.getInstance(currency);
    } catch (IllegalArgumentException unknown) {
      throw Problem.badRequest("/currency", "There is no such currency.");
    }
  }

  /** Fails with a problem that names the first fault. */
  List<Price> all() {
    var seen = new HashSet<List<Object>>();
    return IntStream.range(0, prices.size())
        .mapToObj(
            i -> {
              var price = price(i);
              if (!seen.add(List.of(price.category(), price.market(), price.from()))) {
                throw Problem.badRequest(
                    "/prices/" + i, "There is another price of this category, market and day.");
              }
              return price;
            })
        .toList();
  }

  private Price price(int i) {
    var item = prices.get(i);
    var category =
        PricingCategory.ofId(item.category())
            .orElseThrow(
                () ->
                    Problem.badRequest("/prices/" + i + "/category", "There is no such category."));
    if (item.from().isBefore(EARLIEST) || item.from().isAfter(LATEST)) {
      throw Problem.badRequest("/prices/" + i + "/from", "Use a day between 2000 and 2100.");
    }
    return new Price(
        category,
        item.market(),
        item.from(),
        item.amount().movePointRight(Price.SCALE).longValueExact());
  }
}
