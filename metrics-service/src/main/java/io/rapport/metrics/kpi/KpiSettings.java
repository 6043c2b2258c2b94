package io.rapport.metrics.kpi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What may be asked. */
@ConfigMapping(prefix = "rapport.metrics.kpi")
public interface KpiSettings {

  /** Groups of fewer contacts are merged for those who may not see single contacts. */
  @WithDefault("5")
  @Min(1)
  int smallestGroup();

  /** The longest period of a question. */
  @WithDefault("3660d")
  Duration longestPeriod();

  /** How many steps a series has at most: 400 days by the hour. */
  @WithDefault("9700")
  @Min(1)
  int mostSteps();

  /** How many groups an answer has at most. */
  @WithDefault("1000")
  @Min(1)
  int mostGroups();

  /** How many figures an answer has at most where groups have series. */
  @WithDefault("50000")
  @Min(1)
  int mostFigures();

  /**
   * From how many facts an interval is computed at most; of more, from a sample of contacts, of all
   * groups and steps of an answer together.
   */
  @WithDefault("20000")
  @Min(1000)
  long largestSample();

  /** How long what a sample has shown is good for; numerators and denominators are always fresh. */
  @WithDefault("1h")
  Duration keepSamples();

  /** How long the spread between all contacts is good for, where no sample was taken of them. */
  @WithDefault("1m")
  Duration keepSpreads();

  /** How many sums of samples are kept in memory at most, eight bytes each. */
  @WithDefault("4000000")
  @Min(0)
  long mostKeptSums();

  /** How many values one filter has at most. */
  @WithDefault("100")
  @Min(1)
  int mostValues();

  /** How many facts a page has where the request says nothing. */
  @WithDefault("100")
  @Min(1)
  int pageSize();

  /** How many facts a page has at most. */
  @WithDefault("1000")
  @Min(1)
  @Max(100_000)
  int largestPage();

  /** How long one statement may take before the question is refused. */
  @WithDefault("30s")
  Duration statementTimeout();
}
