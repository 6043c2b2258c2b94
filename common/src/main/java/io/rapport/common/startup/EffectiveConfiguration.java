package io.rapport.common.startup;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings a service really runs with, in one line that may be logged: of what looks like a
 * secret by its name, only whether it is set.
 */
final class EffectiveConfiguration {

  private static final Set<String> ALWAYS =
      Set.of(
          "quarkus.http.host",
          "quarkus.http.port",
          "quarkus.datasource.username",
          "quarkus.datasource.reactive.url",
          "quarkus.datasource.reactive.max-size");

  private static final Predicate<String> SECRET =
      Pattern.compile(
              "password|passwd|secret|token|pepper|credential|key", Pattern.CASE_INSENSITIVE)
          .asPredicate();

  /** What may stand before the host of a URL. */
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");

  private EffectiveConfiguration() {}

  /**
   * {@code key=value} pairs in the order of their keys, separated by commas.
   *
   * @param names of all properties; those that begin with {@code rapport.} are shown
   */
  static String describe(Iterable<String> names, Function<String, Optional<String>> values) {
    var shown = new TreeSet<>(ALWAYS);
    for (var name : names) {
      if (name.startsWith("rapport.") && !name.startsWith("rapport.required.")) {
        shown.add(name);
      }
    }
    return shown.stream()
        .map(name -> name + "=" + printable(name, values.apply(name)))
        .collect(Collectors.joining(", "));
  }

  private static String printable(String name, Optional<String> value) {
    if (value.isEmpty()) {
      return "(not set)";
    }
    return SECRET.test(name) ? "(set)" : USER_INFO.matcher(value.get()).replaceAll("://");
  }
}
