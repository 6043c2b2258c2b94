package io.rapport.ingest.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of an event, as answers say it. */
enum EventStatus {
  @JsonProperty("accepted")
  ACCEPTED,
  /** It was stored before. */
  @JsonProperty("duplicate")
  DUPLICATE,
  @JsonProperty("rejected")
  REJECTED
}
