package io.rapport.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.ingest.imports.read.Row.Faulty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Imports, from the first chunk to the last. Thread-safe. */
@ApplicationScoped
class Imports {

  private final AccountTransactions transactions;
  private final ChunkImport chunks;
  private final ImportSettings settings;
  private final MeterRegistry registry;
  private final Vertx vertx;
  private final Clock clock;

  Imports(
      AccountTransactions transactions,
      ChunkImport chunks,
      ImportSettings settings,
      MeterRegistry registry,
      Vertx vertx,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.chunks = requireNonNull(chunks, "chunks is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.registry = requireNonNull(registry, "registry is null");
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** An import, and whether it was begun just now. */
  record Opened(Job job, boolean fresh) {}

  /**
   * The import of a key, begun if there is none that nobody has cancelled. One that is finished and
   * rejected rows gives way to a new one: what was wrong with them may be mended, and what is there
   * already lands once.
   */
  Uni<Opened> open(Account account, ImportRequest request) {
    var id = UUID.randomUUID();
    return transactions.inAccount(
        account.id(),
        connection ->
            ImportTable.byKey(connection, account.id(), request.key())
                .invoke(known -> known.ifPresent(job -> requireSame(job, request)))
                .chain(
                    known ->
                        known.isPresent() && !mayBeMended(known.get())
                            ? Uni.createFrom().item(known.get())
                            : begin(connection, account, known, id, request))
                .invoke(job -> requireSame(job, request))
                .map(job -> new Opened(job, job.id().equals(id))));
  }

  private static boolean mayBeMended(Job job) {
    return job.state() == ImportState.FINISHED && job.counts().rejected() > 0;
  }

  private Uni<Job> begin(
      SqlConnection connection,
      Account account,
      Optional<Job> before,
      UUID id,
      ImportRequest request) {
    return ImportTable.open(connection, account.id())
        .invoke(this::requireRoom)
        .chain(
            open ->
                before
                    .map(job -> ImportTable.giveWay(connection, account.id(), job.id(), now()))
                    .orElseGet(() -> Uni.createFrom().voidItem()))
        .chain(() -> ImportTable.open(connection, account.id(), id, request, now()));
  }

  private void requireRoom(long open) {
    registry.summary("rapport.ingest.imports.open").record((double) open);
    if (open >= settings.maxOpen()) {
      throw Problem.conflict(
          "There are %d open imports; finish or cancel one.".formatted(settings.maxOpen()));
    }
  }

  private static void requireSame(Job job, ImportRequest request) {
    if (job.format() != request.format()
        || job.dryRun() != request.dryRun().orElse(false)
        || !job.options().equals(request.options().orElse(ImportOptions.NONE))) {
      throw Problem.conflict("An import with this key has another format or other options.");
    }
  }

  Uni<Job> find(Account account, UUID id) {
    return transactions
        .inAccount(account.id(), connection -> ImportTable.find(connection, account.id(), id))
        .map(found -> found.orElseThrow(() -> Problem.notFound("There is no such import.")));
  }

  Uni<List<Job>> page(Account account, Optional<UUID> after, int limit) {
    return transactions.inAccount(
        account.id(), connection -> ImportTable.page(connection, account.id(), after, limit));
  }

  Uni<List<Faulty>> errors(Account account, UUID id) {
    return find(account, id)
        .chain(
            job ->
                transactions.inAccount(
                    account.id(), connection -> ImportTable.errors(connection, account.id(), id)));
  }

  /**
   * Takes a chunk. One that is done already changes nothing; one that comes too early is refused.
   *
   * @param offset where in the file it begins
   */
  Uni<Job> chunk(Account account, UUID id, long offset, Chunk.Part part, Chunk.Chat chat) {
    return find(account, id)
        .chain(
            job -> {
              if (offset < job.bytes()) {
                return Uni.createFrom().item(job);
              }
              requireOpen(job);
              if (offset > job.bytes()) {
                throw Problem.conflict("The next chunk begins at byte %d.".formatted(job.bytes()));
              }
              return read(job, part, chat)
                  .chain(
                      chunk ->
                          chunks
                              .run(account, job, chunk.rows())
                              .chain(result -> advance(account, job, chunk, result)))
                  .chain(() -> find(account, id));
            });
  }

  /** Megabytes of text: not on an event loop. */
  private Uni<Chunk> read(Job job, Chunk.Part part, Chunk.Chat chat) {
    return Blocking.call(
        vertx,
        () -> {
          var chunk = Chunk.read(job, part, chat);
          if (chunk.rows().size() > settings.maxChunkRows()) {
            throw Problem.tooLarge(
                "A chunk has at most %d rows.".formatted(settings.maxChunkRows()));
          }
          return chunk;
        });
  }

  private static void requireOpen(Job job) {
    if (job.state() != ImportState.OPEN) {
      throw Problem.conflict("The import is closed.");
    }
  }

  /** In one transaction: where to go on, the counts, and what could not be understood. */
  private Uni<Void> advance(Account account, Job job, Chunk chunk, ChunkImport.Result result) {
    var step =
        new ImportTable.Step(
            chunk.from(), chunk.bytes(), chunk.lines(), result.counts(), chunk.header());
    return transactions
        .inAccount(
            account.id(),
            connection ->
                ImportTable.advance(connection, account.id(), job.id(), step, now())
                    .call(
                        first ->
                            first
                                ? ImportTable.addErrors(
                                    connection, account.id(), job.id(), shown(job, result.faults()))
                                : Uni.createFrom().voidItem())
                    .call(
                        first ->
                            first && !job.dryRun()
                                ? InsightTable.upsert(
                                    connection, account.id(), result.days(), now())
                                : Uni.createFrom().voidItem()))
        .invoke(
            first -> {
              if (first) {
                count(result.counts());
              }
            })
        .replaceWithVoid();
  }

  /** As many of the faults as there is still room for. */
  private List<Faulty> shown(Job job, List<Faulty> faults) {
    return faults.stream()
        .sorted(Comparator.comparingLong(Faulty::line))
        .limit(Math.max(0, settings.maxErrors() - job.counts().rejected()))
        .toList();
  }

  private void count(Job.Counts counts) {
    count("accepted", counts.accepted());
    count("duplicate", counts.duplicates());
    count("rejected", counts.rejected());
  }

  private void count(String outcome, long rows) {
    registry.counter("rapport.ingest.imports.rows", "outcome", outcome).increment((double) rows);
  }

  /** Closes an import, as it wants to be closed; once closed it stays so. */
  Uni<Job> end(Account account, UUID id, ImportState state) {
    return find(account, id)
        .chain(
            job ->
                transactions.inAccount(
                    account.id(),
                    connection -> ImportTable.end(connection, account.id(), id, state, now())))
        .chain(() -> find(account, id));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
