package io.rapport.ingest.completeness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How completeness is counted and watched (docs/completeness.md). */
@ConfigMapping(prefix = "rapport.ingest.completeness")
public interface CompletenessSettings {

  RollUp rollUp();

  Silence silence();

  Watch watch();

  Query query();

  /** Adding up what batches counted. */
  interface RollUp {

    /** Pause between two runs. */
    @WithDefault("5s")
    Duration interval();

    /** Most batches whose counts one transaction adds up. */
    @WithDefault("1000")
    @Min(1)
    @Max(100_000)
    int tallies();
  }

  /** When an hour with few facts is one of silence. */
  interface Silence {

    /** How many past weeks say what is usual. */
    @WithDefault("6")
    @Min(4)
    @Max(8)
    int weeks();

    /** How many of them must have had traffic at all. */
    @WithDefault("4")
    @Min(1)
    @Max(8)
    int leastWeeks();

    /** Below this share of what is usual. */
    @WithDefault("0.25")
    @DecimalMin("0.0")
    @DecimalMax("1.0")
    double share();

    /** Hours in which fewer facts are usual are not judged. */
    @WithDefault("20")
    @Min(1)
    int leastExpected();

    /** How long after its end an hour is judged. */
    @WithDefault("15m")
    Duration grace();
  }

  /** What is told to the monitoring. */
  interface Watch {

    /** Pause between two runs. */
    @WithDefault("5m")
    Duration interval();

    /** Gaps of a day are shown; younger ones than this may still be filled. */
    @WithDefault("1h")
    Duration settle();

    /** Most channels with metrics of their own; only counted beyond. */
    @WithDefault("200")
    @Min(0)
    @Max(10_000)
    int channels();
  }

  /** What may be asked. */
  interface Query {

    /** Most days of one question. */
    @WithDefault("92")
    @Min(1)
    @Max(3660)
    int days();

    /** How long the database may look for an answer. */
    @WithDefault("30s")
    Duration timeout();
  }
}
