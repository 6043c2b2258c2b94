package io.rapport.metrics.kpi;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Conversions by whom they are put down to.
 *
 * @param last the message that the rate gives them to
 * @param first the message that touched earliest within its window
 * @param linear all that touched within their windows, in equal parts
 */
@RegisterForReflection
@Schema(
    name = "AttributionViews",
    description =
        "The conversions of the messages if each is put down to the last touch, the first, or"
            + " equally to all")
record AttributionViews(View last, View first, View linear) {

  /**
   * What the messages get of conversions.
   *
   * @param conversions to the millionth
   */
  @RegisterForReflection
  @Schema(name = "AttributionView", description = "Conversions and what they are worth")
  record View(BigDecimal conversions, List<Detail.Amount> value) {

    private static View of(Credit credit) {
      return new View(
          credit.conversions(),
          credit.minorUnits().entrySet().stream()
              .map(value -> new Detail.Amount(value.getKey(), value.getValue()))
              .toList());
    }
  }

  static AttributionViews of(Conversions conversions) {
    return new AttributionViews(
        View.of(conversions.last()), View.of(conversions.first()), View.of(conversions.linear()));
  }
}
