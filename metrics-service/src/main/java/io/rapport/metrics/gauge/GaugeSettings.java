package io.rapport.metrics.gauge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Which KPIs are shown as gauges. */
@ConfigMapping(prefix = "rapport.metrics.gauge")
public interface GaugeSettings {

  /** How many accounts have gauges; 0 turns them off. */
  @WithDefault("20")
  @Min(0)
  @Max(1000)
  int mostAccounts();

  /** Over how many days up to the end of today the KPIs are counted. */
  @WithDefault("30")
  @Min(1)
  @Max(3650)
  int days();

  /** The pause between two counts. */
  @WithDefault("5m")
  Duration interval();
}
