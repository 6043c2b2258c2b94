package io.rapport.ingest.exclusion;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rapport.ingest.identity.Exclusion;

/** Why a contact is left out, as requests say it. */
enum ExclusionReason {
  @JsonProperty("test")
  TEST,
  @JsonProperty("internal")
  INTERNAL,
  /** It is left out no longer. */
  @JsonProperty("none")
  NONE;

  Exclusion exclusion() {
    return switch (this) {
      case TEST -> Exclusion.TEST;
      case INTERNAL -> Exclusion.INTERNAL;
      case NONE -> Exclusion.NONE;
    };
  }
}
