package io.rapport.metrics.projection;

import io.rapport.metrics.projection.ProjectionState.Readiness;

/**
 * What a transaction of the projection did.
 *
 * @param readiness whether the account could be projected at all
 * @param contacts how many were projected
 * @param events how many facts were read for it
 * @param postponed how many could not be projected and are tried later
 * @param more whether others are waiting
 */
record Batch(Readiness readiness, int contacts, int events, int postponed, boolean more) {

  /** Nothing was done. */
  static Batch none(Readiness readiness) {
    return new Batch(readiness, 0, 0, 0, false);
  }
}
