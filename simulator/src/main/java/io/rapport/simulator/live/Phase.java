package io.rapport.simulator.live;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the simulator is doing. */
public enum Phase {
  /** The past, and what was missed while the simulator was down, is delivered at full speed. */
  @JsonProperty("fill")
  FILL,
  /** Things happen in real time. */
  @JsonProperty("live")
  LIVE,
  /** Nothing happens and nothing is delivered. */
  @JsonProperty("paused")
  PAUSED
}
