package io.rapport.ingest.account;

import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A version of settings as the headers {@code ETag} and {@code If-Match} name it (RFC 9110). */
final class SettingsTag {

  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,9})\"");

  private SettingsTag() {}

  static String of(SettingsVersion version) {
    return "\"" + version.version() + "\"";
  }

  /** Fails with a problem unless the header names this version, or {@code *}: whichever it is. */
  static void require(Optional<String> ifMatch, SettingsVersion present) {
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
                            "Send the ETag of the settings you have read in If-Match.")));
    boolean matches =
        header.equals("*")
            || Stream.of(header.split(",", -1))
                .map(tag -> TAG.matcher(tag.strip()))
                .anyMatch(
                    tag -> tag.matches() && Integer.parseInt(tag.group(1)) == present.version());
    if (!matches) {
      throw outdated();
    }
  }

  static ProblemException outdated() {
    return new ProblemException(
        Problem.of(
            412,
            "precondition-failed",
            "It has changed meanwhile",
            "Somebody else has changed the settings. Read them again and repeat your change."));
  }
}
