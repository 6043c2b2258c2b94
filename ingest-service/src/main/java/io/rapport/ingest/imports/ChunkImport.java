package io.rapport.ingest.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.common.security.Account;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.account.CurrentSettings;
import io.rapport.ingest.events.EventBatch;
import io.rapport.ingest.imports.read.Row;
import io.rapport.ingest.imports.read.Row.Faulty;
import io.rapport.ingest.imports.read.Row.InsightDay;
import io.rapport.ingest.imports.read.Row.Message;
import io.rapport.ingest.imports.read.Row.Reported;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventStore;
import io.rapport.ingest.store.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps what the rows of a chunk say, by the ways by which everything else comes in. */
@ApplicationScoped
class ChunkImport {

  private final AccountDirectory directory;
  private final CurrentSettings settings;
  private final EventStore store;
  private final EventBatch events;
  private final PastMessage messages;
  private final Vertx vertx;

  ChunkImport(
      AccountDirectory directory,
      CurrentSettings settings,
      EventStore store,
      EventBatch events,
      PastMessage messages,
      Vertx vertx) {
    this.directory = requireNonNull(directory, "directory is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.store = requireNonNull(store, "store is null");
    this.events = requireNonNull(events, "events is null");
    this.messages = requireNonNull(messages, "messages is null");
    this.vertx = requireNonNull(vertx, "vertx is null");
  }

  /**
   * What became of a chunk.
   *
   * @param days to be kept with the offset
   */
  record Result(Job.Counts counts, List<Faulty> faults, List<InsightDay> days) {}

  private record Pending(Message row, AtomicReference<Outcome> outcome) {}

  /** What is being put together. For one chunk. */
  private static final class Tally {
    private final List<Faulty> faults = new ArrayList<>();
    private final List<InsightDay> days = new ArrayList<>();
    private long accepted;
    private long duplicates;

    Result result() {
      long rejected = faults.size();
      return new Result(
          new Job.Counts(accepted + duplicates + rejected, accepted, duplicates, rejected),
          faults,
          days);
    }
  }

  /** Completes once everything the chunk says is committed, but for {@link Result#days}. */
  Uni<Result> run(Account account, Job job, List<Row> rows) {
    var tally = new Tally();
    var past = new ArrayList<Message>();
    var reported = new ArrayList<Reported>();
    for (var row : rows) {
      switch (row) {
        case Faulty faulty -> tally.faults.add(faulty);
        case Reported event -> reported.add(event);
        case Message message -> past.add(message);
        case InsightDay day -> {
          tally.days.add(day);
          tally.accepted++;
        }
      }
    }
    return keepMessages(account, job, past, tally)
        .chain(() -> keepEvents(account, job, reported, tally))
        .map(done -> tally.result());
  }

  private Uni<Void> keepMessages(Account account, Job job, List<Message> rows, Tally tally) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return settings
        .learn(account.id())
        .chain(() -> channels(account, job, rows))
        // Digests of thousands of names: not on an event loop.
        .chain(channels -> Blocking.call(vertx, () -> made(account, job, channels, rows, tally)))
        .chain(
            made -> {
              if (job.dryRun()) {
                tally.accepted += made.size();
                return Uni.createFrom().voidItem();
              }
              return Uni.createFrom()
                  .completionStage(
                      () -> store.submit(account.id(), made.stream().map(Made::entry).toList()))
                  .invoke(() -> made.forEach(one -> count(one.pending(), tally)));
            });
  }

  private record Made(Pending pending, Entry.Backfill entry) {}

  private List<Made> made(
      Account account, Job job, Map<String, Channel> channels, List<Message> rows, Tally tally) {
    var made = new ArrayList<Made>(rows.size());
    for (var row : rows) {
      var number = number(job, row);
      if (number.isEmpty()) {
        tally.faults.add(new Faulty(row.line(), "phoneNumberId", "is missing"));
      } else if (!channels.containsKey(number.get())) {
        tally.faults.add(
            new Faulty(row.line(), "phoneNumberId", "is no known number of the account"));
      } else {
        entry(account, channels.get(number.get()), row, number.get(), tally).ifPresent(made::add);
      }
    }
    return made;
  }

  private Optional<Made> entry(
      Account account, Channel channel, Message row, String number, Tally tally) {
    var pending = new Pending(row, new AtomicReference<>());
    try {
      return Optional.of(
          new Made(
              pending,
              messages.entry(
                  row,
                  channel.channelId(),
                  number,
                  settings.of(account.id()).words(),
                  outcome -> pending.outcome().compareAndSet(null, outcome))));
    } catch (PastMessage.FaultException e) {
      tally.faults.add(e.at(row.line()));
      return Optional.empty();
    }
  }

  private static void count(Pending pending, Tally tally) {
    switch (pending.outcome().get()) {
      case STORED -> tally.accepted++;
      case DUPLICATE -> tally.duplicates++;
      case REFUSED, UNKNOWN_CONTACT ->
          tally.faults.add(new Faulty(pending.row().line(), "", "the database can never store it"));
    }
  }

  private static Optional<String> number(Job job, Message row) {
    return row.phoneNumberId().or(() -> job.options().phoneNumberId());
  }

  /** Of all numbers that are named, those that are known. */
  private Uni<Map<String, Channel>> channels(Account account, Job job, List<Message> rows) {
    var numbers = rows.stream().flatMap(row -> number(job, row).stream()).distinct().toList();
    Map<String, Channel> channels = new HashMap<>();
    return Multi.createFrom()
        .iterable(numbers)
        .onItem()
        .transformToUniAndConcatenate(
            number ->
                directory
                    .find(account.id(), account.wabaId(), number)
                    .invoke(found -> found.ifPresent(channel -> channels.put(number, channel))))
        .collect()
        .last()
        .replaceWith(channels);
  }

  private Uni<Void> keepEvents(Account account, Job job, List<Reported> rows, Tally tally) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<JsonNode> said = rows.stream().map(Reported::event).toList();
    var results = job.dryRun() ? events.check(account, said) : events.store(account, said);
    return results
        .invoke(
            all -> {
              for (int i = 0; i < all.size(); i++) {
                count(rows.get(i), all.get(i), job, tally);
              }
            })
        .replaceWithVoid();
  }

  private static void count(Reported row, EventBatch.Result result, Job job, Tally tally) {
    if (result.fault().isPresent()) {
      var fault = result.fault().get();
      tally.faults.add(new Faulty(row.line(), fault.pointer(), fault.detail()));
    } else if (result.fresh() || job.dryRun()) {
      tally.accepted++;
    } else {
      tally.duplicates++;
    }
  }
}
