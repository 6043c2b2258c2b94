package io.rapport.metrics.odata;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What the feed gives at a time. */
@ConfigMapping(prefix = "rapport.metrics.odata")
public interface OdataSettings {

  /** How many rows a page has; the answer says where the next one is. */
  @WithDefault("5000")
  @Min(1)
  @Max(100_000)
  int pageSize();

  /** How many days, up to today, a question is about whose filter says nothing of the date. */
  @WithDefault("400")
  @Min(1)
  int days();

  /**
   * How many combinations of account, KPI and dimension are counted for one page; it is shorter
   * where they do not fill it.
   */
  @WithDefault("100")
  @Min(1)
  @Max(1000)
  int mostParts();

  /** How many rows are sorted or counted at most. */
  @WithDefault("100000")
  @Min(1)
  int mostRows();

  /** How many terms a filter has at most. */
  @WithDefault("200")
  @Min(1)
  @Max(1000)
  int mostTerms();
}
