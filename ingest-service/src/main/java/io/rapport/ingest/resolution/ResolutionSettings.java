package io.rapport.ingest.resolution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What an operator may set about telling pseudonyms. */
@ConfigMapping(prefix = "rapport.ingest.contacts")
public interface ResolutionSettings {

  /** Most contacts of one request. */
  @WithDefault("1000")
  @Min(1)
  @Max(10_000)
  int maxPerRequest();
}
