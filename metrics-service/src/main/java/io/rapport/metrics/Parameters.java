package io.rapport.metrics;

import io.rapport.common.problem.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a request says in its URL. */
public final class Parameters {

  private Parameters() {}

  /**
   * Refuses names that nobody reads: a misspelt filter would give the number of everything.
   *
   * @throws io.rapport.common.problem.ProblemException for the first of them
   */
  public static void refuseUnknown(Set<String> given, Set<String> known) {
    given.stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw Problem.badRequest(
                  name,
                  "There is no such parameter. There are: "
                      + known.stream().sorted().collect(Collectors.joining(", "))
                      + ".");
            });
  }

  /**
   * The id of the last entry of the page before, out of a cursor that is nothing else; empty on the
   * first page.
   *
   * @throws io.rapport.common.problem.ProblemException if it is none
   */
  public static Optional<UUID> cursor(String text) {
    try {
      return Optional.ofNullable(text).map(UUID::fromString);
    } catch (IllegalArgumentException noId) {
      throw Problem.badRequest("cursor", "is no cursor of ours");
    }
  }
}
