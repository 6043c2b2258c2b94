package io.rapport.metrics.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How changes of KPIs are told. */
@ConfigMapping(prefix = "rapport.metrics.live")
public interface LiveSettings {

  /** Over how many days up to the end of today the KPIs are counted. */
  @WithDefault("30")
  @Min(1)
  @Max(3650)
  int days();

  /** The shortest pause between two counts of an account that somebody watches. */
  @WithDefault("5s")
  Duration interval();

  /**
   * How many times longer than a count the pause after it is at least, so that watching a large
   * account keeps the database busy for a part of the time only.
   */
  @WithDefault("10")
  @Min(0)
  @Max(1000)
  int restFactor();

  /** After how much silence a stream says that it is still there. */
  @WithDefault("15s")
  Duration heartbeat();

  /** How many streams an account has at most, in this process. */
  @WithDefault("20")
  @Min(1)
  int mostPerAccount();

  /** How many streams there are at most, in this process. */
  @WithDefault("200")
  @Min(1)
  int most();
}
