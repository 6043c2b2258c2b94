package io.rapport.metrics.statistics;

import java.util.Locale;

/** How an interval was computed. */
public enum IntervalMethod {
  /** Wilson's score interval: one trial a contact. */
  WILSON,
  /** Ratio estimator clustered by contact: repeated trials a contact. */
  CLUSTER_RATIO,
  /**
   * Wilson's interval on the effective sample size: few contacts, or hardly any failure or success.
   */
  WILSON_EFFECTIVE,
  /** Binomial order statistics: quantiles. */
  ORDER_STATISTIC,
  /** Ratio estimator clustered by contact, of a mean. */
  CLUSTER_MEAN;

  /** The name in JSON: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
