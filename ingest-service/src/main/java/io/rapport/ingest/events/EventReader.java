package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.common.problem.Problem.Fault;
import io.rapport.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Understands one event, or says what is wrong with it. Thread-safe. */
@ApplicationScoped
class EventReader {

  /** What the partitions of facts can hold. */
  private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");

  /** RFC 3339 lets both letters be small. */
  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
          .toFormatter();

  private final DataReader data;

  EventReader(Validator validator) {
    this.data = new DataReader(requireNonNull(validator, "validator is null"));
  }

  /**
   * @throws ProblemException if the event cannot be understood
   */
  ReportedEvent read(Envelope envelope) {
    var attributes = new Attributes(envelope.event(), envelope.place());
    attributes
        .text("specversion")
        .filter(version -> !version.equals("1.0"))
        .ifPresent(version -> attributes.fault("specversion", "must be 1.0"));
    var id = attributes.text("id");
    var source = attributes.text("source");
    var name = attributes.text("type");
    var time = attributes.text("time").flatMap(text -> time(text, attributes));
    attributes.requireNoFault();
    var type =
        EventType.ofId(name.orElseThrow())
            .orElseThrow(() -> EventProblems.unknownType(envelope.place().attribute("type")));
    return new ReportedEvent(
        source.orElseThrow(),
        id.orElseThrow(),
        type,
        time.orElseThrow(),
        data.read(type, envelope),
        envelope.place());
  }

  private static Optional<Instant> time(String text, Attributes attributes) {
    try {
      var time = OffsetDateTime.parse(text, RFC_3339).toInstant().truncatedTo(ChronoUnit.MICROS);
      if (time.isBefore(EARLIEST) || !time.isBefore(END)) {
        attributes.fault("time", "must be in the years 2009 to 2100");
        return Optional.empty();
      }
      return Optional.of(time);
    } catch (DateTimeException e) {
      attributes.fault("time", "must be a time with an offset as RFC 3339 writes it");
      return Optional.empty();
    }
  }

  /** The attributes of one event, with what is wrong with them. */
  private static final class Attributes {

    private final JsonNode event;
    private final Place place;
    private final List<Fault> faults = new ArrayList<>();

    Attributes(JsonNode event, Place place) {
      this.event = event;
      this.place = place;
      if (!event.isObject()) {
        throw EventProblems.badRequest(place.event(), "must be an event, a JSON object");
      }
    }

    Optional<String> text(String name) {
      var value = event.path(name);
      if (value.isMissingNode() || value.isNull()) {
        fault(name, "is missing");
        return Optional.empty();
      }
      if (!value.isTextual() || !Text.isId(value.textValue())) {
        fault(name, Text.ID_MESSAGE);
        return Optional.empty();
      }
      return Optional.of(value.textValue());
    }

    void fault(String name, String detail) {
      faults.add(new Fault(place.attribute(name), detail));
    }

    void requireNoFault() {
      if (!faults.isEmpty()) {
        throw EventProblems.badRequest(faults);
      }
    }
  }
}
