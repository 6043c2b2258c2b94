package io.rapport.metrics.segment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What an operator may set about segments. */
@ConfigMapping(prefix = "rapport.metrics.segments")
public interface SegmentSettings {

  /** Most segments of an account. */
  @WithDefault("200")
  @Min(1)
  int maxPerAccount();

  /** Most levels of a rule. */
  @WithDefault("8")
  @Min(1)
  @Max(50)
  int maxDepth();

  /** Most conditions of a rule. */
  @WithDefault("40")
  @Min(1)
  @Max(200)
  int maxConditions();

  /** Most values of one condition. */
  @WithDefault("100")
  @Min(1)
  @Max(10_000)
  int maxValues();

  /** Most contacts of one request about memberships. */
  @WithDefault("1000")
  @Min(1)
  @Max(10_000)
  int maxPerRequest();

  /** How long the database may look for the contacts of a segment. */
  @WithDefault("1m")
  Duration statementTimeout();

  /** How many segments and rules are counted at a time; each holds a database connection. */
  @WithDefault("4")
  @Min(1)
  int mostAtOnce();

  /** How old recorded memberships become before they are brought up to date. */
  @WithDefault("1h")
  Duration refreshInterval();

  /** How long to pause between looking for segments that are due; 0 turns that off. */
  @WithDefault("1m")
  Duration refreshPause();
}
