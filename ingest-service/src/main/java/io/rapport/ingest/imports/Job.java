package io.rapport.ingest.imports;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An import as the database knows it. */
record Job(
    UUID id,
    String key,
    ImportFormat format,
    boolean dryRun,
    ImportOptions options,
    ImportState state,
    Optional<String> header,
    long bytes,
    long lines,
    Counts counts,
    Instant createdAt,
    Instant updatedAt) {

  /** What became of rows. */
  record Counts(long rows, long accepted, long duplicates, long rejected) {

    static final Counts NONE = new Counts(0, 0, 0, 0);
  }

  ImportAnswer answer(String wabaId) {
    return new ImportAnswer(
        id,
        wabaId,
        format,
        key,
        dryRun,
        state,
        bytes,
        counts.rows(),
        counts.accepted(),
        counts.duplicates(),
        counts.rejected(),
        createdAt,
        updatedAt);
  }
}
