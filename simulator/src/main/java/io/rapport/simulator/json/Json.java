package io.rapport.simulator.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * JSON values as plain maps and lists whose members keep their order, so that bytes are repeatable.
 */
public final class Json {
  private Json() {}

  /**
   * An object of alternating names and values. A value that is an empty {@link Optional} leaves its
   * member out, a present one is unwrapped.
   */
  public static Map<String, Object> object(Object... namesAndValues) {
    var members = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      var value = namesAndValues[i + 1];
      if (value instanceof Optional<?> optional) {
        if (optional.isPresent()) {
          members.put((String) namesAndValues[i], optional.get());
        }
      } else {
        members.put((String) namesAndValues[i], value);
      }
    }
    return Collections.unmodifiableMap(members);
  }
}
