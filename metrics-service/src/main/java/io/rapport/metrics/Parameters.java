package io.rapport.metrics;

import io.rapport.common.problem.Problem;
import java.util.Set;
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
}
