/**
 * Intervals, quantiles and survival curves: pure functions, each with the source of its formula.
 */
package io.rapport.metrics.statistics;
