package io.rapport.metrics.timing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** What an operator may set about times of sending and fatigue. */
@ConfigMapping(prefix = "rapport.metrics.timing")
public interface TimingSettings {

  /** How many days back where a request says nothing. */
  @WithDefault("90")
  @Min(1)
  int days();

  /** How many days back a request may ask for. */
  @WithDefault("400")
  @Min(1)
  int mostDays();

  /** Mature messages of a contact before its own best hour is looked for. */
  @WithDefault("20")
  @Min(2)
  int contactMessages();

  /** Mature messages to a segment before its own best hour is looked for. */
  @WithDefault("500")
  @Min(2)
  int segmentMessages();

  /** Messages received by a contact that are told apart; more count as this many. */
  @WithDefault("15")
  @Min(2)
  int mostReceived();
}
