package io.rapport.ingest.imports.read;

import io.rapport.ingest.imports.read.Cells.FaultException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The members of a row about a message, whatever format it comes in (docs/import.md). */
final class MessageColumns {

  /** What a message cannot do without. */
  static final List<String> REQUIRED = List.of("direction", "contact", "time");

  static final Set<String> KNOWN =
      new TreeSet<>(
          List.of(
              "direction",
              "contact",
              "time",
              "phoneNumberId",
              "wamid",
              "type",
              "text",
              "context",
              "origin",
              "campaign",
              "variant",
              "template",
              "language",
              "segment",
              "sentAt",
              "deliveredAt",
              "readAt",
              "failedAt",
              "errorCode"));

  private MessageColumns() {}

  static Row read(long line, Cells cells) {
    try {
      cells.requireKnown(KNOWN);
      boolean inbound = inbound(cells.required("direction"));
      var at = cells.requiredInstant("time");
      var fate = fate(cells, at);
      if (inbound && !fate.equals(Row.Fate.UNKNOWN)) {
        throw new FaultException("direction", "a message of a customer has no status");
      }
      return new Row.Message(
          line,
          inbound,
          cells.required("contact"),
          cells.id("phoneNumberId"),
          at,
          cells.id("wamid"),
          0,
          cells.name("type").orElse("text"),
          cells.text("text"),
          cells.id("context"),
          new Row.Tags(
              cells.name("origin"),
              cells.name("campaign"),
              cells.name("variant"),
              cells.name("template"),
              cells.name("language"),
              cells.name("segment")),
          fate);
    } catch (FaultException e) {
      return e.at(line);
    }
  }

  private static boolean inbound(String direction) throws FaultException {
    return switch (direction.toLowerCase(Locale.ROOT)) {
      case "in", "inbound", "incoming", "received" -> true;
      case "out", "outbound", "outgoing", "sent" -> false;
      default -> throw new FaultException("direction", "must be in or out");
    };
  }

  private static Row.Fate fate(Cells cells, Instant at) throws FaultException {
    for (var column : List.of("sentAt", "deliveredAt", "readAt", "failedAt")) {
      if (cells.instant(column).filter(time -> time.isBefore(at)).isPresent()) {
        throw new FaultException(column, "lies before the message");
      }
    }
    var delivered = cells.instant("deliveredAt");
    var read = cells.instant("readAt");
    boolean arrived = delivered.isPresent() || read.isPresent();
    return new Row.Fate(
        // What has arrived was sent, whether or not the file has a column for it.
        cells.instant("sentAt").or(() -> Optional.of(at).filter(time -> arrived)),
        delivered,
        read,
        cells.instant("failedAt"),
        errorCode(cells));
  }

  private static Optional<Integer> errorCode(Cells cells) throws FaultException {
    var code = cells.count("errorCode");
    if (code.filter(number -> number > Integer.MAX_VALUE).isPresent()) {
      throw new FaultException("errorCode", "is too large");
    }
    return code.map(Long::intValue);
  }
}
