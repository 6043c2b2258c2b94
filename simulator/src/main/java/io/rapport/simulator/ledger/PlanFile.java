package io.rapport.simulator.ledger;

import io.rapport.simulator.world.Fact;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code plan.log}: facts with all that their webhooks need, as {@code <number> TAB <json>} lines.
 * Facts are appended in groups, each closed by a line {@code = TAB <epoch second> TAB <next
 * number>} that says until when the world has been played; a group without that line was torn by a
 * kill and counts as never planned. Not thread-safe.
 */
final class PlanFile implements Closeable {
  private static final String CLOSING = "=";
  private static final String END = "\t.";

  private final Path path;
  private BufferedWriter writer;
  private Instant playedUntil = Instant.EPOCH;
  private long next;
  private List<Planned> read = new ArrayList<>();

  private PlanFile(Path path) {
    this.path = path;
  }

  static boolean exists(Path path) {
    return Files.exists(path);
  }

  /** Makes the file with its first group, all or nothing, and opens it. */
  static PlanFile create(Path path, List<? extends Fact> facts, Instant playedUntil)
      throws IOException {
    var file = new PlanFile(path);
    file.playedUntil = playedUntil;
    for (var fact : facts) {
      file.read.add(new Planned(file.next++, fact));
    }
    file.open(_ -> true);
    return file;
  }

  /** Reads what the file holds; {@link #open} must follow. */
  static PlanFile read(Path path) throws IOException {
    var file = new PlanFile(path);
    try (var reader = Files.newBufferedReader(path, StandardCharsets.US_ASCII)) {
      file.read(reader);
    }
    return file;
  }

  private void read(BufferedReader reader) throws IOException {
    var group = new ArrayList<String>();
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.startsWith(CLOSING)) {
        group.add(line);
      } else if (line.endsWith(END)) {
        var parts = line.split("\t", -1);
        playedUntil = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        next = Long.parseLong(parts[2]);
        group.forEach(fact -> read.add(planned(fact)));
        group.clear();
      }
    }
  }

  private static Planned planned(String line) {
    int tab = line.indexOf('\t');
    return new Planned(Long.parseLong(line, 0, tab, 10), FactCodec.decode(line.substring(tab + 1)));
  }

  List<Planned> facts() {
    return read;
  }

  /** Frees the memory of {@link #facts}. */
  void forget() {
    read = List.of();
  }

  Instant playedUntil() {
    return playedUntil;
  }

  /** Writes anew what is still needed, and opens for appending. */
  void open(Predicate<Planned> needed) throws IOException {
    var draft = path.resolveSibling(path.getFileName() + ".draft");
    try (var compact = Files.newBufferedWriter(draft, StandardCharsets.US_ASCII)) {
      for (var planned : read) {
        if (needed.test(planned)) {
          write(compact, planned);
        }
      }
      close(compact, playedUntil, next);
    }
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    writer = Files.newBufferedWriter(path, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
  }

  List<Planned> append(List<? extends Fact> facts, Instant until) throws IOException {
    var planned = new ArrayList<Planned>(facts.size());
    for (var fact : facts) {
      planned.add(new Planned(next++, fact));
    }
    for (var one : planned) {
      write(writer, one);
    }
    playedUntil = until;
    close(writer, playedUntil, next);
    writer.flush();
    return planned;
  }

  private static void write(BufferedWriter writer, Planned planned) throws IOException {
    writer.write(Long.toString(planned.number()));
    writer.write('\t');
    writer.write(FactCodec.encode(planned.fact()));
    writer.write('\n');
  }

  private static void close(BufferedWriter writer, Instant until, long next) throws IOException {
    writer.write(CLOSING + "\t" + until.getEpochSecond() + "\t" + next + END + "\n");
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
