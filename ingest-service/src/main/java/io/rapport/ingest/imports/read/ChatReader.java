package io.rapport.ingest.imports.read;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.rapport.ingest.imports.read.ChatLine.Notation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chat as WhatsApp exports it to a text file. Each message begins with its local time and its
 * author; what follows on lines without a time belongs to it. What WhatsApp itself says is passed
 * over. For one file.
 */
public final class ChatReader {

  private final ZoneId zone;
  private final Optional<DateOrder> given;
  private final String contact;
  private final String business;

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
    this.business = ChatNames.name(requireNonNull(business, "business is null"));
  }

  private record Entry(ChatLine begun, StringBuilder rest) {}

  private record Authored(Entry entry, String author, String said) {}

  /** What else the file would have to differ in for two of its messages not to be the same. */
  private record Likeness(boolean inbound, Instant at, ChatWords words) {}

  /** The messages of a whole file. */
  public List<Row> read(String text, long firstLine) {
    var entries = new ArrayList<Entry>();
    var rows = new ArrayList<Row>();
    collect(text, firstLine, entries, rows);
    if (entries.isEmpty()) {
      return rows;
    }
    var order = given.or(() -> ChatDates.order(entries.stream().map(Entry::begun).toList()));
    if (order.isEmpty()) {
      rows.add(
          fault(
              entries.getFirst(),
              "the dates do not tell whether the day or the month comes first; give dateOrder"));
      return rows;
    }
    var authored = entries.stream().flatMap(entry -> authored(entry).stream()).toList();
    var lines = authored.stream().collect(groupingBy(Authored::author, counting()));
    var complaint = complaint(lines);
    if (complaint.isPresent()) {
      return List.of(fault(entries.getFirst(), complaint.get()));
    }
    var customer = customer(lines).orElse("");
    Map<Likeness, Integer> repetitions = new HashMap<>();
    authored.forEach(one -> row(one, customer, order.get(), repetitions).ifPresent(rows::add));
    return rows;
  }

  /** Why these authors, with the messages of each, are not the two of a customer's chat. */
  private Optional<String> complaint(Map<String, Long> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    // Else a misspelt name would turn everything the business said into the customer's words.
    if (!lines.containsKey(business)) {
      return Optional.of("nobody in it has the name given for the business");
    }
    long all = lines.values().stream().mapToLong(Long::longValue).sum();
    long others = all - lines.get(business);
    return customer(lines)
        .filter(name -> 2 * lines.get(name) < others)
        .map(name -> "several customers write in it: it is a group's");
  }

  /** Who writes most beside the business. */
  private Optional<String> customer(Map<String, Long> lines) {
    return lines.entrySet().stream()
        .filter(author -> !author.getKey().equals(business))
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  /** Puts the lines of each message together. */
  private static void collect(String text, long firstLine, List<Entry> entries, List<Row> faults) {
    var notation = Optional.<Notation>empty();
    long line = firstLine;
    for (var one : text.stripTrailing().lines().toList()) {
      var candidates = notation.map(List::of).orElse(List.of(Notation.values()));
      Optional<ChatLine> begun = Optional.empty();
      for (var candidate : candidates) {
        if (begun.isEmpty()) {
          begun = candidate.read(one, line);
          notation = begun.isPresent() ? Optional.of(candidate) : notation;
        }
      }
      if (begun.isPresent()) {
        entries.add(new Entry(begun.get(), new StringBuilder(begun.get().rest())));
      } else if (!entries.isEmpty()) {
        entries.getLast().rest().append('\n').append(one);
      } else if (!one.isBlank()) {
        faults.add(
            new Row.Faulty(line, "", "does not begin with a time, and no message is before"));
      }
      line++;
    }
  }

  /** Empty for what nobody has written. */
  private Optional<Authored> authored(Entry entry) {
    var rest = entry.rest().toString();
    int lineEnd = rest.indexOf('\n');
    var first = lineEnd < 0 ? rest : rest.substring(0, lineEnd);
    int colon =
        first.endsWith(":") && !first.contains(": ") ? first.length() - 1 : first.indexOf(": ");
    if (colon <= 0) {
      return Optional.empty();
    }
    var said = rest.substring(colon + 1);
    return Optional.of(
        new Authored(
            entry,
            ChatNames.name(rest.substring(0, colon)),
            said.startsWith(" ") ? said.substring(1) : said));
  }

  private Optional<Row> row(
      Authored authored, String customer, DateOrder order, Map<Likeness, Integer> repetitions) {
    boolean inbound = authored.author().equals(customer);
    if (!inbound && !authored.author().equals(business)) {
      return Optional.of(fault(authored.entry(), "is neither by the business nor by the customer"));
    }
    var begun = authored.entry().begun();
    Instant at;
    try {
      at =
          LocalDateTime.of(begun.numbers().in(order), begun.clock().time())
              .atZone(zone)
              .toInstant();
    } catch (DateTimeException e) {
      return Optional.of(fault(authored.entry(), "there is no such time"));
    }
    return ChatWords.of(authored.said())
        .map(
            words -> {
              int before = repetitions.merge(new Likeness(inbound, at, words), 1, Integer::sum) - 1;
              return message(begun.line(), inbound, at, words, before);
            });
  }

  private Row message(long line, boolean inbound, Instant at, ChatWords words, int repetition) {
    return new Row.Message(
        line,
        inbound,
        contact,
        Optional.empty(),
        at,
        Optional.empty(),
        repetition,
        words.type(),
        words.text(),
        Optional.empty(),
        Row.Tags.NONE,
        Row.Fate.UNKNOWN);
  }

  private static Row.Faulty fault(Entry entry, String reason) {
    return new Row.Faulty(entry.begun().line(), "", reason);
  }
}
