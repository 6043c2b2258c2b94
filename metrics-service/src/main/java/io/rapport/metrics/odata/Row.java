package io.rapport.metrics.odata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row of an entity set, or as much of it as is known.
 *
 * @param values by property: null where the value is null; a property is missing where its value is
 *     not known yet
 */
record Row(Map<String, Object> values) {

  Row {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  boolean knows(String property) {
    return values.containsKey(property);
  }

  /** Empty where it is null. */
  Optional<Object> value(String property) {
    return Optional.ofNullable(values.get(property));
  }

  static Builder builder() {
    return new Builder();
  }

  /** Takes one property after the other. */
  static final class Builder {

    private final Map<String, Object> values = new LinkedHashMap<>();

    Builder put(String property, Object value) {
      values.put(
          property,
          switch (value) {
            case null -> null;
            case Optional<?> optional -> optional.orElse(null);
            case OptionalDouble optional ->
                optional.isPresent() ? (Object) optional.getAsDouble() : null;
            default -> value;
          });
      return this;
    }

    Row build() {
      return new Row(values);
    }
  }
}
