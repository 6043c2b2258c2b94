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
  CLUSTER_MEAN,
  /** From the intervals of both: the difference of two estimates. */
  NEWCOMBE,
  /** Holds at every look at once: experiments under way. */
  CONFIDENCE_SEQUENCE,
  /** Quantiles of what is believed after the data: rates drawn towards a common mean. */
  POSTERIOR,
  /** Normal shape after a few answers are added: the net promoter score. */
  ADJUSTED_WALD;

  /**
   * The method of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static IntervalMethod ofId(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The name in JSON: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
