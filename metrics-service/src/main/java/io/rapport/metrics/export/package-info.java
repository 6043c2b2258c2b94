/**
 * Numbers and the facts behind them as files: CSV and NDJSON, streamed from one moment of the
 * database.
 */
package io.rapport.metrics.export;
