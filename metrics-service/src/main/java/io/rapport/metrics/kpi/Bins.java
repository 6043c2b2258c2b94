package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.LogBins;

/** Puts waits into logarithmic bins in the database, by the formula of {@link LogBins#bin}. */
final class Bins {

  private Bins() {}

  /** Whole seconds between two columns. */
  static String seconds(String from, String until) {
    return "extract(epoch FROM " + until + " - " + from + ")";
  }

  /** The bin of so many seconds; null for none. */
  static String of(String seconds) {
    return "CASE WHEN %s <= 1 THEN 0 ELSE ceil(ln(%s::float8) / ln(%s::float8)) END"
        .formatted(seconds, seconds, LogBins.GAMMA);
  }
}
