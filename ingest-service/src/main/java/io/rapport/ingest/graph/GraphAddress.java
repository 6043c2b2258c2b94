package io.rapport.ingest.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where Meta's Graph API is. */
@ConfigMapping(prefix = "rapport.graph")
public interface GraphAddress {

  /** Scheme, host and perhaps a path; in the demo, the simulator's. */
  @WithDefault("https://graph.facebook.com")
  URI url();
}
