package io.rapport.ingest.imports;

import io.rapport.ingest.imports.read.Row.Faulty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Imports and their faults. */
final class ImportTable {

  private static final String COLUMNS =
      "import_id, key, format, dry_run, options::text AS options, state, header, bytes, lines,"
          + " row_count, accepted, duplicates, rejected, created_at, updated_at";

  private static final String INSERT =
      """
      INSERT INTO import (account_id, import_id, key, format, dry_run, options, state, bytes, lines,
        row_count, accepted, duplicates, rejected, created_at, updated_at)
      SELECT $1, $2, $3, $4, $5, $6::text::jsonb, 'open', 0, 0, 0, 0, 0, 0, $7, $7
      ON CONFLICT DO NOTHING""";

  private static final String BY_KEY =
      "SELECT "
          + COLUMNS
          + " FROM import WHERE account_id = $1 AND key = $2 AND state <> 'cancelled'";

  private static final String BY_ID =
      "SELECT " + COLUMNS + " FROM import WHERE account_id = $1 AND import_id = $2";

  private static final String OPEN =
      "SELECT count(*) FROM import WHERE account_id = $1 AND state = 'open'";

  private static final String PAGE =
      "SELECT "
          + COLUMNS
          + " FROM import WHERE account_id = $1 AND ($2::uuid IS NULL OR (created_at, import_id) <"
          + " (SELECT created_at, import_id FROM import WHERE account_id = $1 AND import_id = $2))"
          + " ORDER BY created_at DESC, import_id DESC LIMIT $3";

  /** Whoever is not the first with a chunk moves nothing. */
  private static final String ADVANCE =
      """
      UPDATE import SET bytes = $4, lines = $5, row_count = row_count + $6, accepted = accepted + $7,
        duplicates = duplicates + $8, rejected = rejected + $9, header = coalesce(header, $10),
        updated_at = $11
      WHERE account_id = $1 AND import_id = $2 AND bytes = $3 AND state = 'open'""";

  private static final String END =
      """
      UPDATE import SET state = $3, updated_at = $4
      WHERE account_id = $1 AND import_id = $2 AND state = 'open'""";

  private static final String GIVE_WAY =
      """
      UPDATE import SET state = 'cancelled', updated_at = $3
      WHERE account_id = $1 AND import_id = $2 AND state = 'finished'""";

  /** What another process is deleting at this moment is left to it. */
  private static final String DELETE_UNTOUCHED =
      """
      WITH doomed AS (
        SELECT import_id FROM import WHERE account_id = $1 AND updated_at <= $2
        ORDER BY updated_at LIMIT $3 FOR UPDATE SKIP LOCKED),
      faults AS (
        DELETE FROM import_error e USING doomed d
        WHERE e.account_id = $1 AND e.import_id = d.import_id)
      DELETE FROM import i USING doomed d WHERE i.account_id = $1 AND i.import_id = d.import_id""";

  private static final String ADD_ERRORS =
      """
      INSERT INTO import_error (account_id, import_id, line, column_name, reason)
      SELECT $1, $2, line, column_name, reason
      FROM unnest($3::bigint[], $4::text[], $5::text[]) AS fault (line, column_name, reason)
      ON CONFLICT DO NOTHING""";

  private static final String ERRORS =
      """
      SELECT line, column_name, reason FROM import_error
      WHERE account_id = $1 AND import_id = $2 ORDER BY line, column_name""";

  private ImportTable() {}

  /** The import of a key that nobody has cancelled, made if there is none. */
  static Uni<Job> open(
      SqlConnection connection, int accountId, UUID id, ImportRequest request, Instant now) {
    return connection
        .preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addUUID(id)
                .addString(request.key())
                .addString(word(request.format()))
                .addBoolean(request.dryRun().orElse(false))
                .addString(OptionsCodec.encode(request.options().orElse(ImportOptions.NONE)))
                .addOffsetDateTime(utc(now)))
        .chain(() -> byKey(connection, accountId, request.key()))
        .map(Optional::orElseThrow);
  }

  static Uni<Optional<Job>> byKey(SqlConnection connection, int accountId, String key) {
    return connection
        .preparedQuery(BY_KEY)
        .execute(Tuple.of(accountId, key))
        .map(rows -> list(rows, ImportTable::job).stream().findFirst());
  }

  static Uni<Optional<Job>> find(SqlConnection connection, int accountId, UUID id) {
    return connection
        .preparedQuery(BY_ID)
        .execute(Tuple.of(accountId, id))
        .map(rows -> list(rows, ImportTable::job).stream().findFirst());
  }

  static Uni<Long> open(SqlConnection connection, int accountId) {
    return connection
        .preparedQuery(OPEN)
        .execute(Tuple.of(accountId))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** The latest first. */
  static Uni<List<Job>> page(
      SqlConnection connection, int accountId, Optional<UUID> after, int limit) {
    return connection
        .preparedQuery(PAGE)
        .execute(Tuple.tuple().addInteger(accountId).addUUID(after.orElse(null)).addInteger(limit))
        .map(rows -> list(rows, ImportTable::job));
  }

  /**
   * A step of an import.
   *
   * @param header where this step has read it
   */
  record Step(long from, long bytes, long lines, Job.Counts counts, Optional<String> header) {}

  /** Whether this was the first to say so. */
  static Uni<Boolean> advance(
      SqlConnection connection, int accountId, UUID id, Step step, Instant now) {
    return connection
        .preparedQuery(ADVANCE)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addUUID(id)
                .addLong(step.from())
                .addLong(step.bytes())
                .addLong(step.lines())
                .addLong(step.counts().rows())
                .addLong(step.counts().accepted())
                .addLong(step.counts().duplicates())
                .addLong(step.counts().rejected())
                .addString(step.header().orElse(null))
                .addOffsetDateTime(utc(now)))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Whether it was open. */
  static Uni<Boolean> end(
      SqlConnection connection, int accountId, UUID id, ImportState state, Instant now) {
    return connection
        .preparedQuery(END)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addUUID(id)
                .addString(word(state))
                .addOffsetDateTime(utc(now)))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Lets a finished one give its key to another. */
  static Uni<Void> giveWay(SqlConnection connection, int accountId, UUID id, Instant now) {
    return connection
        .preparedQuery(GIVE_WAY)
        .execute(Tuple.of(accountId, id, utc(now)))
        .replaceWithVoid();
  }

  /** Deletes some to which nothing has happened since then, with their faults; answers how many. */
  static Uni<Integer> deleteUntouched(
      SqlConnection connection, int accountId, Instant since, int most) {
    return connection
        .preparedQuery(DELETE_UNTOUCHED)
        .execute(Tuple.of(accountId, utc(since), most))
        .map(RowSet::rowCount);
  }

  static Uni<Void> addErrors(
      SqlConnection connection, int accountId, UUID id, List<Faulty> faults) {
    if (faults.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return connection
        .preparedQuery(ADD_ERRORS)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addUUID(id)
                .addArrayOfLong(faults.stream().map(Faulty::line).toArray(Long[]::new))
                .addArrayOfString(faults.stream().map(Faulty::column).toArray(String[]::new))
                .addArrayOfString(faults.stream().map(Faulty::reason).toArray(String[]::new)))
        .replaceWithVoid();
  }

  static Uni<List<Faulty>> errors(SqlConnection connection, int accountId, UUID id) {
    return connection
        .preparedQuery(ERRORS)
        .execute(Tuple.of(accountId, id))
        .map(
            rows ->
                list(rows, row -> new Faulty(row.getLong(0), row.getString(1), row.getString(2))));
  }

  private static Job job(Row row) {
    return new Job(
        row.getUUID("import_id"),
        row.getString("key"),
        ImportFormat.valueOf(row.getString("format").toUpperCase(Locale.ROOT)),
        row.getBoolean("dry_run"),
        OptionsCodec.decode(new JsonObject(row.getString("options"))),
        ImportState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("header")),
        row.getLong("bytes"),
        row.getLong("lines"),
        new Job.Counts(
            row.getLong("row_count"),
            row.getLong("accepted"),
            row.getLong("duplicates"),
            row.getLong("rejected")),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
    return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
