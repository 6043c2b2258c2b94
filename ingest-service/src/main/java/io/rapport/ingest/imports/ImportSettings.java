package io.rapport.ingest.imports;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What an operator may set about imports. */
@ConfigMapping(prefix = "rapport.ingest.imports")
public interface ImportSettings {

  /** Largest chunk. */
  @WithDefault("4M")
  MemorySize maxChunkSize();

  /** Most rows of a chunk; it is to fit the queue with what webhooks bring. */
  @WithDefault("5000")
  @Min(1)
  int maxChunkRows();

  /** Most faults of an import that are kept; all of them are counted. */
  @WithDefault("10000")
  @Min(0)
  int maxErrors();

  /** Most imports of an account that are open. */
  @WithDefault("20")
  @Min(1)
  int maxOpen();

  /** How long after its last step the record of an import is kept. */
  @WithDefault("90d")
  Duration retention();

  /** Pause between two runs that delete such records. */
  @WithDefault("1h")
  Duration deletionInterval();
}
