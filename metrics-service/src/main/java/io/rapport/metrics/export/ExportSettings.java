package io.rapport.metrics.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How files are made. */
@ConfigMapping(prefix = "rapport.metrics.export")
public interface ExportSettings {

  /** How many exports of facts run at a time; each holds a database connection. */
  @WithDefault("4")
  @Min(1)
  int mostAtOnce();

  /** How many facts of an export are in memory at a time. */
  @WithDefault("2000")
  @Min(2)
  @Max(100_000)
  int pageSize();

  /** How long a reader may take nothing before its export is broken off. */
  @WithDefault("1m")
  Duration patience();

  /** How long an export may take in all: the database cannot clean up what it sees. */
  @WithDefault("30m")
  Duration longest();
}
