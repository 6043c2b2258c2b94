package io.rapport.ingest.imports.read;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat as WhatsApp exports it to a text file. Each message begins with its local time, in the
 * notation of the phone's language, and its author; what follows on lines without a time belongs to
 * it. Lines of the system, which have no author, are passed over. For one file.
 */
public final class ChatReader {

  /** {@code [01.02.24, 13:05:09] Name: } and {@code 1/2/2024, 1:05 pm - Name: }. */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "[\u200E\u200F\uFEFF]*\\[?(\\d{1,4})[./-](\\d{1,2})[./-](\\d{1,4}),?\\s+"
              + "(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?\\s?(?:([AaPp])\\.?\\s?[Mm]\\.?)?\\]?"
              + "(?:\\s-)?\\s(.*)",
          Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern MEDIA =
      Pattern.compile("<.{1,60}>|[\u200E ]*(image|video|audio|sticker|document|GIF) omitted");

  private final ZoneId zone;
  private final Optional<DateOrder> given;
  private final String contact;
  private final String business;

  /** In what order a date names its parts. */
  public enum DateOrder {
    DMY,
    MDY,
    YMD
  }

  /**
   * @param zone of the phone
   * @param given if the dates themselves do not tell
   * @param contact the customer's phone number or user id
   * @param business the name under which the business writes in this chat
   */
  public ChatReader(ZoneId zone, Optional<DateOrder> given, String contact, String business) {
    this.zone = requireNonNull(zone, "zone is null");
    this.given = requireNonNull(given, "given is null");
    this.contact = requireNonNull(contact, "contact is null");
    this.business = requireNonNull(business, "business is null").strip();
  }

  private record Entry(long line, Matcher beginning, StringBuilder rest) {}

  /** The messages of a whole file. */
  public List<Row> read(String text, long firstLine) {
    var entries = new ArrayList<Entry>();
    var rows = new ArrayList<Row>();
    long line = firstLine;
    for (var one : text.split("\r?\n", -1)) {
      var beginning = BEGINNING.matcher(one);
      if (beginning.matches()) {
        entries.add(new Entry(line, beginning, new StringBuilder(beginning.group(8))));
      } else if (!entries.isEmpty()) {
        entries.getLast().rest().append('\n').append(one);
      } else if (!one.isBlank()) {
        rows.add(new Row.Faulty(line, "", "does not begin with a time, and no message is before"));
      }
      line++;
    }
    var order = given.or(() -> order(entries));
    if (order.isEmpty() && !entries.isEmpty()) {
      rows.add(
          new Row.Faulty(
              entries.getFirst().line(),
              "",
              "the dates do not tell whether the day or the month comes first; give dateOrder"));
      return rows;
    }
    long faults = rows.size();
    entries.forEach(entry -> row(entry, order.orElseThrow()).ifPresent(rows::add));
    // Else a misspelt name would turn everything the business said into the customer's words.
    if (rows.size() > faults && rows.stream().noneMatch(ChatReader::ofTheBusiness)) {
      return List.of(
          new Row.Faulty(
              entries.getFirst().line(), "", "nobody in it has the name given for the business"));
    }
    return rows;
  }

  private static boolean ofTheBusiness(Row row) {
    return row instanceof Row.Message message && !message.inbound();
  }

  /** Told by a year of four digits in front, or by a number that is no month. */
  private static Optional<DateOrder> order(List<Entry> entries) {
    for (var entry : entries) {
      int first = Integer.parseInt(entry.beginning().group(1));
      int second = Integer.parseInt(entry.beginning().group(2));
      if (entry.beginning().group(1).length() == 4) {
        return Optional.of(DateOrder.YMD);
      }
      if (first > 12) {
        return Optional.of(DateOrder.DMY);
      }
      if (second > 12) {
        return Optional.of(DateOrder.MDY);
      }
    }
    return Optional.empty();
  }

  /** Empty for a line of the system. */
  private Optional<Row> row(Entry entry, DateOrder order) {
    var rest = entry.rest().toString();
    int colon = rest.indexOf(": ");
    if (colon <= 0 || rest.lastIndexOf('\n', colon) >= 0) {
      return Optional.empty();
    }
    LocalDateTime time;
    try {
      time = LocalDateTime.of(date(entry.beginning(), order), time(entry.beginning()));
    } catch (DateTimeException e) {
      return Optional.of(new Row.Faulty(entry.line(), "", "there is no such time"));
    }
    boolean inbound = !plain(rest.substring(0, colon)).equals(business);
    var said = rest.substring(colon + 2);
    boolean media = MEDIA.matcher(plain(said)).matches();
    return Optional.of(
        new Row.Message(
            entry.line(),
            inbound,
            contact,
            Optional.empty(),
            time.atZone(zone).toInstant(),
            Optional.empty(),
            media ? "document" : "text",
            Optional.of(said).filter(text -> !media && !text.isBlank()),
            Optional.empty(),
            Row.Tags.NONE,
            Row.Fate.UNKNOWN));
  }

  private static LocalDate date(Matcher beginning, DateOrder order) {
    int first = Integer.parseInt(beginning.group(1));
    int second = Integer.parseInt(beginning.group(2));
    int third = Integer.parseInt(beginning.group(3));
    return switch (order) {
      case DMY -> LocalDate.of(year(third), second, first);
      case MDY -> LocalDate.of(year(third), first, second);
      case YMD -> LocalDate.of(year(first), second, third);
    };
  }

  private static int year(int written) {
    return written < 100 ? 2000 + written : written;
  }

  private static LocalTime time(Matcher beginning) {
    int hour = Integer.parseInt(beginning.group(4));
    var half = beginning.group(7);
    if (half != null) {
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    return LocalTime.of(
        hour,
        Integer.parseInt(beginning.group(5)),
        beginning.group(6) == null ? 0 : Integer.parseInt(beginning.group(6)));
  }

  private static String plain(String text) {
    return text.replaceAll("[\u200E\u200F\u202A-\u202E]", "").strip();
  }
}
