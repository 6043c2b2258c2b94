package io.rapport.ingest.imports;

import io.rapport.common.problem.Problem;
import io.rapport.ingest.imports.read.ChatReader;
import io.rapport.ingest.imports.read.CsvReader;
import io.rapport.ingest.imports.read.InsightsReader;
import io.rapport.ingest.imports.read.NdjsonReader;
import io.rapport.ingest.imports.read.Row;
import io.rapport.ingest.imports.read.UnreadableException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A part of a file, taken apart.
 *
 * @param from where in the file it begins
 * @param bytes where it ends
 * @param lines of the file that are read when it is
 * @param header of the file, if this part has it
 */
record Chunk(long from, long bytes, long lines, Optional<String> header, List<Row> rows) {

  /** Whose chat a file is: never stored. */
  record Chat(Optional<String> contact, Optional<String> businessName) {}

  /**
   * A part of a file, as it came.
   *
   * @param last whether the file ends with it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Part(byte[] bytes, boolean last) {

    boolean endsWithinALine() {
      return !last && (bytes.length == 0 || bytes[bytes.length - 1] != '\n');
    }
  }

  /**
   * @throws io.rapport.common.problem.ProblemException 400 if it is no text, or lacks what it needs
   */
  static Chunk read(Job job, Part part, Chat chat) {
    if (job.format() != ImportFormat.CHAT && part.endsWithinALine()) {
      throw Problem.badRequest(
          "", "the chunk ends within a line; only the last may, which says so by last=true");
    }
    boolean first = job.bytes() == 0;
    if (!first && job.format().whole()) {
      throw Problem.badRequest("", "a file of this format is one chunk");
    }
    long line = job.lines() + 1;
    var decoded = Decoded.of(part.bytes(), line);
    var text = decoded.text();
    Optional<String> header = Optional.empty();
    if (first && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (first && job.format().headed()) {
      int end = text.indexOf('\n');
      header = Optional.of((end < 0 ? text : text.substring(0, end)).stripTrailing());
      text = end < 0 ? "" : text.substring(end + 1);
      line++;
    }
    var rows = decoded.check(rows(job, chat, header.or(job::header).orElse(""), text, line));
    long lines = line - 1 + text.chars().filter(c -> c == '\n').count();
    return new Chunk(job.bytes(), job.bytes() + part.bytes().length, lines, header, rows);
  }

  private static List<Row> rows(Job job, Chat chat, String header, String text, long line) {
    try {
      return switch (job.format()) {
        case NDJSON -> new NdjsonReader().read(text, line);
        case CSV -> new CsvReader(header).read(text, line);
        case INSIGHTS -> new InsightsReader(header, job.options().dateOrder()).read(text, line);
        case CHAT -> chat(job.options(), chat).read(text, line);
      };
    } catch (UnreadableException e) {
      throw Problem.badRequest("", e.getMessage());
    }
  }

  private static ChatReader chat(ImportOptions options, Chat chat) {
    ZoneId zone;
    try {
      zone = ZoneId.of(options.zone().orElse("UTC"));
    } catch (DateTimeException e) {
      throw Problem.badRequest("/options/zone", "is no time zone such as Europe/Berlin");
    }
    return new ChatReader(
        zone,
        options.dateOrder(),
        chat.contact()
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        "X-Rapport-Contact", "must name the customer whose chat it is")),
        chat.businessName()
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        "X-Rapport-Business-Name", "must be the business' name in the chat")));
  }
}
