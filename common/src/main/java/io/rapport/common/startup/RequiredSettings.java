package io.rapport.common.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a service cannot start without: configuration keys, each with the environment variable that
 * normally sets it. A service adds its own in its {@code application.properties}: {@code
 * rapport.required."some.key"=SOME_VARIABLE}.
 */
@ConfigMapping(prefix = "rapport.required")
interface RequiredSettings {

  /** Configuration key to environment variable. */
  @WithParentName
  Map<String, String> variables();

  /** The variables whose keys have no value, in alphabetical order. */
  default List<String> missing(Function<String, Optional<String>> values) {
    return variables().entrySet().stream()
        .filter(required -> values.apply(required.getKey()).filter(v -> !v.isBlank()).isEmpty())
        .map(Map.Entry::getValue)
        .sorted()
        .distinct()
        .toList();
  }
}
