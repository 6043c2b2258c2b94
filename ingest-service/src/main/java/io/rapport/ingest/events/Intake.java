package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.rapport.ingest.store.Outcome;
import io.rapport.ingest.store.Receipt;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One event on its way into the database. Thread-safe. */
final class Intake implements Receipt {

  private static final String UNKNOWN = "unknown";

  private final Envelope envelope;
  private final Optional<ReportedEvent> event;
  private final AtomicReference<Problem> problem = new AtomicReference<>();
  private final AtomicReference<Outcome> outcome = new AtomicReference<>();

  private Intake(Envelope envelope, Optional<ReportedEvent> event) {
    this.envelope = requireNonNull(envelope, "envelope is null");
    this.event = event;
  }

  static Intake of(Envelope envelope, EventReader reader) {
    try {
      return new Intake(envelope, Optional.of(reader.read(envelope)));
    } catch (ProblemException e) {
      var refused = new Intake(envelope, Optional.empty());
      refused.refuse(e);
      return refused;
    }
  }

  /** The event, unless it is refused. */
  Optional<ReportedEvent> event() {
    return refused() ? Optional.empty() : event;
  }

  private boolean refused() {
    return problem.get() != null;
  }

  void refuse(ProblemException reason) {
    problem.compareAndSet(null, reason.problem());
  }

  @Override
  public void accept(Outcome settled) {
    if (!outcome.compareAndSet(null, settled)) {
      return;
    }
    var place = envelope.place();
    switch (settled) {
      case STORED, DUPLICATE -> {}
      case UNKNOWN_CONTACT ->
          refuse(EventProblems.unknownContact(place.data("/contact/contactId")));
      case REFUSED -> refuse(EventProblems.refused(place.event()));
    }
  }

  private EventStatus status() {
    if (refused()) {
      return EventStatus.REJECTED;
    }
    return outcome.get() == Outcome.STORED ? EventStatus.ACCEPTED : EventStatus.DUPLICATE;
  }

  void count(EventMetrics metrics) {
    metrics.event(
        event.map(known -> known.type().id()).orElse(UNKNOWN),
        switch (status()) {
          case ACCEPTED -> "accepted";
          case DUPLICATE -> "duplicate";
          case REJECTED -> slug(problem.get());
        });
  }

  private static String slug(Problem problem) {
    var type = problem.type().getPath();
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /** What to answer to an event that came alone. */
  EventsAnswer.Single single() {
    if (refused()) {
      throw new ProblemException(problem.get());
    }
    var known = event.orElseThrow();
    return new EventsAnswer.Single(known.source(), known.id(), status());
  }

  /** What to answer to an event of a batch. */
  EventsAnswer.Item item() {
    return new EventsAnswer.Item(
        status(), text("source"), text("id"), Optional.ofNullable(problem.get()));
  }

  private Optional<String> text(String attribute) {
    return Optional.ofNullable(envelope.event().path(attribute).textValue()).filter(Text::isId);
  }
}
