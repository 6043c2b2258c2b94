package io.rapport.common.records;

import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A counted version as the headers {@code ETag} and {@code If-Match} name it (RFC 9110). */
public final class VersionTag {

  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,9})\"");

  private VersionTag() {}

  /** The value of {@code ETag}. */
  public static String of(int version) {
    return "\"" + version + "\"";
  }

  /** Fails with a problem unless the header names this version, or {@code *}: whichever it is. */
  public static void require(Optional<String> ifMatch, int present) {
    var header =
        ifMatch
            .map(String::strip)
            .filter(value -> !value.isEmpty())
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            428,
                            "precondition-required",
                            "Say what is to be changed",
                            "Send the ETag of what you have read in If-Match.")));
    boolean matches =
        header.equals("*")
            || Stream.of(header.split(",", -1))
                .map(tag -> TAG.matcher(tag.strip()))
                .anyMatch(tag -> tag.matches() && Integer.parseInt(tag.group(1)) == present);
    if (!matches) {
      throw outdated();
    }
  }

  /** Somebody else was quicker. */
  public static ProblemException outdated() {
    return new ProblemException(
        Problem.of(
            412,
            "precondition-failed",
            "It has changed meanwhile",
            "Somebody else has changed it. Read it again and repeat your change."));
  }
}
