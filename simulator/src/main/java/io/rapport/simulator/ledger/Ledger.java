package io.rapport.simulator.ledger;

import static java.util.Objects.requireNonNull;

import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Truth;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The simulator's memory in one directory, which survives {@code kill -9} at any point (though not
 * a power failure: nothing is forced to disk).
 *
 * <ul>
 *   <li>{@code plan.log} what will happen ({@link PlanFile})
 *   <li>{@code order.log} what has happened, in order ({@link OrderFile})
 *   <li>{@code truth.jsonl} the same, for others to read ({@link Truth})
 *   <li>{@code acknowledged} below which sequence everything was accepted
 * </ul>
 *
 * A fact is first planned, then in the order, then in the truth, and only then told to anyone.
 * Opening mends a truth that stopped short of its order. Thread-safe.
 */
public final class Ledger implements Closeable {
  /** Window states need the last day; the rest is slack. */
  private static final Duration MEMORY = Duration.ofDays(3);

  private final Path directory;
  private final FileChannel lockChannel;
  private final FileLock lock;
  private final FileChannel checkpoint;
  private PlanFile plan;
  private OrderFile order;
  private FileChannel truth;
  private long acknowledged;
  private Recovery recovery = new Recovery(List.of(), List.of(), List.of());

  /**
   * What a directory knew when it was opened.
   *
   * @param pending not happened yet, by time
   * @param unacknowledged happened, and may not have been told
   * @param remembered happened and still of interest: accounts, people, number changes, opt-outs
   *     and the last 72 hours
   */
  public record Recovery(
      List<Planned> pending, List<Happened> unacknowledged, List<Fact> remembered) {
    public Recovery {
      pending = List.copyOf(pending);
      unacknowledged = List.copyOf(unacknowledged);
      remembered = List.copyOf(remembered);
    }
  }

  private Ledger(Path directory, FileChannel lockChannel, FileLock lock, FileChannel checkpoint) {
    this.directory = directory;
    this.lockChannel = lockChannel;
    this.lock = lock;
    this.checkpoint = checkpoint;
  }

  /** Whether the directory has a past, so that it must not be filled again. */
  public static boolean exists(Path directory) {
    return PlanFile.exists(planPath(directory));
  }

  /**
   * Gives a directory its past, all or nothing, and opens it.
   *
   * @throws LedgerException if another simulator uses it, or it cannot be written
   */
  public static Ledger create(Path directory, List<? extends Fact> facts, Instant playedUntil) {
    try {
      Files.createDirectories(directory);
      var ledger = locked(directory);
      ledger.order = OrderFile.open(directory.resolve("order.log"));
      ledger.truth = writable(ledger.truthPath());
      ledger.plan = PlanFile.create(planPath(directory), facts, playedUntil);
      ledger.recovery = new Recovery(ledger.plan.facts(), List.of(), List.of());
      ledger.plan.forget();
      return ledger;
    } catch (IOException e) {
      throw failure("write", e);
    }
  }

  /**
   * Opens a directory that has a past.
   *
   * @throws LedgerException if another simulator uses it, or it cannot be read or written
   */
  public static Ledger open(Path directory, Instant now) {
    requireNonNull(now, "now is null");
    try {
      var ledger = locked(directory);
      ledger.recover(now);
      return ledger;
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  private static Ledger locked(Path directory) throws IOException {
    var lockChannel = writable(directory.resolve("lock"));
    var lock = lock(lockChannel);
    return new Ledger(directory, lockChannel, lock, writable(directory.resolve("acknowledged")));
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      var lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw new LedgerException("another simulator uses this directory", e);
    }
    throw new LedgerException("another simulator uses this directory");
  }

  private void recover(Instant now) throws IOException {
    acknowledged = readCheckpoint();
    order = OrderFile.open(directory.resolve("order.log"));
    plan = PlanFile.read(planPath(directory));
    truth = writable(truthPath());
    var numbers = order.numbers();
    var happened = new BitSet();
    var unknown = new HashMap<Long, Long>();
    for (int i = 0; i < numbers.length; i++) {
      happened.set(Math.toIntExact(numbers[i]));
      if (i >= acknowledged) {
        unknown.put(numbers[i], (long) i);
      }
    }
    mendTruth(numbers);
    var pending = new ArrayList<Planned>();
    var unacknowledged = new ArrayList<Happened>();
    var remembered = new ArrayList<Fact>();
    var needed = new BitSet();
    for (var planned : plan.facts()) {
      int number = Math.toIntExact(planned.number());
      if (!happened.get(number)) {
        pending.add(planned);
        needed.set(number);
        continue;
      }
      var sequence = unknown.get(planned.number());
      if (sequence != null && planned.fact().told()) {
        unacknowledged.add(new Happened(sequence, planned.fact()));
        needed.set(number);
      }
      if (memorable(planned.fact(), now)) {
        remembered.add(planned.fact());
        needed.set(number);
      }
    }
    pending.sort(Planned.BY_TIME);
    plan.open(planned -> needed.get(Math.toIntExact(planned.number())));
    plan.forget();
    recovery = new Recovery(pending, unacknowledged, remembered);
  }

  private static boolean memorable(Fact fact, Instant now) {
    return switch (fact) {
      case Fact.AccountOpened _, Fact.PersonJoined _, Fact.NumberChanged _ -> true;
      case Fact.Inbound inbound -> inbound.optOut() || inbound.at().isAfter(now.minus(MEMORY));
      case Fact.Outbound _, Fact.Status _, Fact.Reported _ -> false;
    };
  }

  private void mendTruth(long[] numbers) throws IOException {
    long size = truth.size();
    int whole = numbers.length;
    while (whole > 0 && order.record(whole - 1).truthEnd() > size) {
      whole--;
    }
    truth.truncate(whole == 0 ? 0 : order.record(whole - 1).truthEnd());
    truth.position(truth.size());
    if (whole == numbers.length) {
      return;
    }
    Map<Long, Fact> facts = new HashMap<>();
    plan.facts().forEach(planned -> facts.put(planned.number(), planned.fact()));
    for (int i = whole; i < numbers.length; i++) {
      var fact = facts.get(numbers[i]);
      if (fact == null) {
        throw new LedgerException("plan.log lacks a fact that order.log names");
      }
      write(truth, (Truth.line(fact) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** What was found at opening; the second call gives nothing, so that memory is free again. */
  public synchronized Recovery recovery() {
    var found = recovery;
    recovery = new Recovery(List.of(), List.of(), List.of());
    return found;
  }

  /** Until when the world has been played. */
  public synchronized Instant playedUntil() {
    return plan.playedUntil();
  }

  /** How many facts have happened. */
  public synchronized long happened() {
    return order.count();
  }

  /** Where the truth is. */
  public Path truthPath() {
    return directory.resolve("truth.jsonl");
  }

  /** Remembers facts that will happen. They may lie in the future. */
  public synchronized List<Planned> plan(List<? extends Fact> facts, Instant playedUntil) {
    try {
      return plan.append(facts, playedUntil);
    } catch (IOException e) {
      throw failure("write", e);
    }
  }

  /** Makes planned facts happen: when this returns they are in the truth. */
  public synchronized List<Happened> happen(List<Planned> facts) {
    try {
      var lines = new StringBuilder();
      var lengths = new int[facts.size()];
      var result = new ArrayList<Happened>(facts.size());
      for (int i = 0; i < lengths.length; i++) {
        int before = lines.length();
        lines.append(Truth.line(facts.get(i).fact())).append('\n');
        lengths[i] = lines.length() - before;
        result.add(new Happened(order.count() + i, facts.get(i).fact()));
      }
      order.append(facts, lengths);
      write(truth, lines.toString().getBytes(StandardCharsets.US_ASCII));
      return result;
    } catch (IOException e) {
      throw failure("write", e);
    }
  }

  /** Remembers that everything before a sequence was accepted. */
  public synchronized void acknowledged(long before) {
    if (before == acknowledged) {
      return;
    }
    try {
      var text = String.format(Locale.ROOT, "%020d", before);
      checkpoint.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
      acknowledged = before;
    } catch (IOException e) {
      throw failure("write", e);
    }
  }

  private long readCheckpoint() throws IOException {
    var buffer = ByteBuffer.allocate(20);
    int read = checkpoint.read(buffer, 0);
    return read < 20 ? 0 : Long.parseLong(new String(buffer.array(), StandardCharsets.US_ASCII));
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static FileChannel writable(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static Path planPath(Path directory) {
    return directory.resolve("plan.log");
  }

  private static LedgerException failure(String what, IOException e) {
    return new LedgerException(
        "cannot " + what + " the simulator's directory: " + e.getMessage(), e);
  }

  @Override
  public synchronized void close() {
    try {
      plan.close();
      order.close();
      truth.close();
      checkpoint.close();
      lock.release();
      lockChannel.close();
    } catch (IOException e) {
      throw failure("close", e);
    }
  }
}
