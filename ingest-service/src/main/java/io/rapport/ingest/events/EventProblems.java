package io.rapport.ingest.events;

import io.rapport.common.problem.Problem;
import io.rapport.common.problem.Problem.Fault;
import io.rapport.common.problem.ProblemException;
import java.util.List;

/** What can be wrong with an event. */
final class EventProblems {

  private EventProblems() {}

  static ProblemException badRequest(String pointer, String detail) {
    return badRequest(List.of(new Fault(pointer, detail)));
  }

  /**
   * @param faults not empty
   */
  static ProblemException badRequest(List<Fault> faults) {
    var first = faults.getFirst();
    return new ProblemException(
        Problem.of(
                400,
                "bad-request",
                "The event cannot be understood",
                first.pointer() + ": " + first.detail())
            .with(faults));
  }

  static ProblemException unknownType(String pointer) {
    return unprocessable(
        "unknown-event-type",
        "The type of the event is not known",
        pointer,
        "must be one of " + EventType.known());
  }

  static ProblemException unknownContact(String pointer) {
    return unprocessable(
        "unknown-contact",
        "The contact is not known",
        pointer,
        "the account knows no contact with this id; name it by waId or userId");
  }

  static ProblemException unknownNumber(String pointer) {
    return unprocessable(
        "unknown-phone-number",
        "The business phone number is not known",
        pointer,
        "the account has no such number yet: its first webhook registers it. Leave it out where it"
            + " is not known");
  }

  static ProblemException refused(String pointer) {
    return unprocessable(
        "refused-by-database", "The event cannot be stored", pointer, "cannot be stored");
  }

  private static ProblemException unprocessable(
      String slug, String title, String pointer, String detail) {
    return new ProblemException(
        Problem.of(422, slug, title, detail).with(List.of(new Fault(pointer, detail))));
  }
}
