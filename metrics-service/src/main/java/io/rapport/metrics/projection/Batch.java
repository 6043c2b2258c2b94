package io.rapport.metrics.projection;

import io.rapport.metrics.projection.ProjectionState.Readiness;

/**
 * What a transaction of the projection did.
 *
 * @param readiness whether the account could be projected at all
 * @param contacts how many were projected
 * @param events how many facts were read for it
 * @param postponed how many could not be projected and are tried later
 * @param kind which work it was
 */
record Batch(Readiness readiness, int contacts, int events, int postponed, Kind kind) {

  /** Whose work a batch does. */
  enum Kind {
    /** Of nobody. */
    NONE,
    /** Of contacts whose numbers are not current. */
    DUE,
    /** Of a rebuild, which keeps nobody waiting. */
    REBUILD
  }

  /** Nothing was done. */
  static Batch none(Readiness readiness) {
    return new Batch(readiness, 0, 0, 0, Kind.NONE);
  }

  /** Whether there may be more to do at once. */
  boolean worked() {
    return kind != Kind.NONE;
  }
}
