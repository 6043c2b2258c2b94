package io.rapport.metrics.projection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the projection runs. */
@ConfigMapping(prefix = "rapport.metrics.projection")
public interface ProjectionConfig {

  /** How many workers this process runs; 0 leaves the work to other processes. */
  @WithDefault("2")
  @Min(0)
  int workers();

  /** How many contacts one transaction projects at most. */
  @WithDefault("400")
  @Min(1)
  int batchContacts();

  /** How many contacts one transaction of a rebuild projects at most. */
  @WithDefault("500")
  @Min(1)
  int rebuildContacts();

  /** How many facts one transaction reads at most; a contact with more is projected alone. */
  @WithDefault("20000")
  @Min(1)
  int batchEvents();

  /** How many announcements of ingest one transaction turns into work; each is of one batch. */
  @WithDefault("1000")
  @Min(1)
  int gatherAnnouncements();

  /** How long a worker that found nothing waits before it looks again. */
  @WithDefault("500ms")
  Duration pollInterval();

  /** After how much silence an episode is over; 1 to 72 hours. */
  @WithDefault("24h")
  Duration episodeTimeout();

  /** How long one statement of a projection may take. */
  @WithDefault("2m")
  Duration statementTimeout();

  /** How long one statement of a rebuild may take: it empties the tables of an account. */
  @WithDefault("1h")
  Duration rebuildStatementTimeout();

  /** When a contact that could not be projected is tried again; doubles with each failure. */
  @WithDefault("1s")
  Duration retryAfter();

  /** The longest that a contact waits after failures. */
  @WithDefault("10m")
  Duration retryAtMostAfter();

  /** The longest that a worker waits when the database is not there. */
  @WithDefault("10s")
  Duration workerPauseAtMost();
}
