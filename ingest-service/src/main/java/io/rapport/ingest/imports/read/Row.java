package io.rapport.ingest.imports.read;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** What one row of a file says, or why it says nothing. */
public sealed interface Row {

  /** The line of the file on which it begins, from 1. */
  long line();

  /**
   * A row that cannot be understood.
   *
   * @param column or JSON pointer, as the file has it; empty if it looks like no name, because then
   *     it may be anything, such as a phone number
   */
  record Faulty(long line, String column, String reason) implements Row {

    private static final Pattern NAME = Pattern.compile("(?!.*\\d{5})[A-Za-z0-9_/.~ -]{0,100}");

    public Faulty {
      column = NAME.matcher(column).matches() ? column : "";
      requireNonNull(reason, "reason is null");
    }
  }

  /** An event as `POST /v1/events` takes it. */
  record Reported(long line, JsonNode event) implements Row {

    public Reported {
      requireNonNull(event, "event is null");
    }
  }

  /**
   * A message of the past.
   *
   * @param inbound whether the customer wrote it
   * @param contact their phone number or user id
   * @param phoneNumberId of the business, where the row names it
   * @param wamid where it is known; else rows are told apart by what they say
   * @param repetition how many rows before it say the same without being the same message
   * @param text looked at for subscription words and dropped
   * @param tags what an outbound message was for
   * @param fate of an outbound message
   */
  record Message(
      long line,
      boolean inbound,
      String contact,
      Optional<String> phoneNumberId,
      Instant at,
      Optional<String> wamid,
      int repetition,
      String type,
      Optional<String> text,
      Optional<String> context,
      Tags tags,
      Fate fate)
      implements Row {

    public Message {
      requireNonNull(contact, "contact is null");
      requireNonNull(phoneNumberId, "phoneNumberId is null");
      requireNonNull(at, "at is null");
      requireNonNull(wamid, "wamid is null");
      requireNonNull(type, "type is null");
      requireNonNull(text, "text is null");
      requireNonNull(context, "context is null");
      requireNonNull(tags, "tags is null");
      requireNonNull(fate, "fate is null");
    }
  }

  /** What an outbound message was for. */
  record Tags(
      Optional<String> origin,
      Optional<String> campaign,
      Optional<String> variant,
      Optional<String> template,
      Optional<String> language,
      Optional<String> segment) {

    public static final Tags NONE =
        new Tags(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** What became of an outbound message, as far as somebody wrote it down. */
  record Fate(
      Optional<Instant> sentAt,
      Optional<Instant> deliveredAt,
      Optional<Instant> readAt,
      Optional<Instant> failedAt,
      Optional<Integer> errorCode) {

    public static final Fate UNKNOWN =
        new Fate(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** What Meta counted on a day: kept to compare with, never counted as messages. */
  record InsightDay(
      long line,
      LocalDate day,
      Optional<String> phoneNumberId,
      Optional<String> template,
      long sent,
      long delivered,
      long read)
      implements Row {

    public InsightDay {
      requireNonNull(day, "day is null");
      requireNonNull(phoneNumberId, "phoneNumberId is null");
      requireNonNull(template, "template is null");
    }

    /** Both together, of the same day, number and template. */
    public InsightDay plus(InsightDay other) {
      return new InsightDay(
          line,
          day,
          phoneNumberId,
          template,
          sent + other.sent,
          delivered + other.delivered,
          read + other.read);
    }
  }
}
