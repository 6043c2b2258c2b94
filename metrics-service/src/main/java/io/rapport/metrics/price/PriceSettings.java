package io.rapport.metrics.price;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** What an operator may set about prices. */
@ConfigMapping(prefix = "rapport.metrics.prices")
public interface PriceSettings {

  /** Most prices of one list: seven categories in all countries, changed every year. */
  @WithDefault("5000")
  @Min(1)
  int maxPerList();
}
