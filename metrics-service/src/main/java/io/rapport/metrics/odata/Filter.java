package io.rapport.metrics.odata;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A condition on rows, as {@code $filter} says it. Of a row that is known in part it can be told
 * whether the condition can still hold.
 */
sealed interface Filter {

  /** Every row. */
  static Filter all() {
    return new And(List.of());
  }

  /** What is known about a condition. */
  enum Truth {
    TRUE,
    FALSE,
    /** It depends on properties that are not known. */
    OPEN;

    static Truth of(boolean holds) {
      return holds ? TRUE : FALSE;
    }
  }

  Truth test(Row row);

  /** Whether a row can meet the condition, as far as it is known. */
  default boolean permits(Row row) {
    return test(row) != Truth.FALSE;
  }

  /** All of them hold. */
  record And(List<Filter> parts) implements Filter {

    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public Truth test(Row row) {
      var truth = Truth.TRUE;
      for (var part : parts) {
        switch (part.test(row)) {
          case FALSE -> {
            return Truth.FALSE;
          }
          case OPEN -> truth = Truth.OPEN;
          case TRUE -> {
            // Says nothing about the others.
          }
        }
      }
      return truth;
    }
  }

  /** One of them holds. */
  record Or(List<Filter> parts) implements Filter {

    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public Truth test(Row row) {
      var truth = Truth.FALSE;
      for (var part : parts) {
        switch (part.test(row)) {
          case TRUE -> {
            return Truth.TRUE;
          }
          case OPEN -> truth = Truth.OPEN;
          case FALSE -> {
            // Says nothing about the others.
          }
        }
      }
      return truth;
    }
  }

  /** It does not hold. */
  record Not(Filter part) implements Filter {

    @Override
    public Truth test(Row row) {
      return switch (part.test(row)) {
        case TRUE -> Truth.FALSE;
        case FALSE -> Truth.TRUE;
        case OPEN -> Truth.OPEN;
      };
    }
  }

  /** How a property is compared with a value. */
  enum Operator {
    EQ,
    NE,
    GT,
    GE,
    LT,
    LE;

    /** The same seen from the other side: {@code 3 lt A} is {@code A gt 3}. */
    Operator turned() {
      return switch (this) {
        case EQ, NE -> this;
        case GT -> LT;
        case GE -> LE;
        case LT -> GT;
        case LE -> GE;
      };
    }
  }

  /**
   * A comparison. With null, {@code eq} and {@code ne} answer as one would think, and everything
   * else does not hold.
   *
   * @param value empty for null
   */
  record Comparison(String property, Operator operator, Optional<Object> value) implements Filter {

    @Override
    public Truth test(Row row) {
      if (!row.knows(property)) {
        return Truth.OPEN;
      }
      var known = row.value(property);
      if (known.isEmpty() || value.isEmpty()) {
        boolean both = known.isEmpty() && value.isEmpty();
        return Truth.of(
            switch (operator) {
              case EQ -> both;
              case NE -> !both;
              case GT, GE, LT, LE -> false;
            });
      }
      int order = compare(known.get(), value.get());
      return Truth.of(
          switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
          });
    }
  }

  /** What can be asked about a text. */
  enum TextFunction {
    CONTAINS,
    STARTSWITH,
    ENDSWITH
  }

  /** A text has a part; null has none. */
  record Text(String property, TextFunction function, String part) implements Filter {

    @Override
    public Truth test(Row row) {
      if (!row.knows(property)) {
        return Truth.OPEN;
      }
      var text = row.value(property).map(Object::toString);
      return Truth.of(
          text.isPresent()
              && switch (function) {
                case CONTAINS -> text.get().contains(part);
                case STARTSWITH -> text.get().startsWith(part);
                case ENDSWITH -> text.get().endsWith(part);
              });
    }
  }

  /** Orders two values of the same type. */
  static int compare(Object one, Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
    }
    return compareSame(one, other);
  }

  @SuppressWarnings("unchecked") // the parser lets only values of the property's type through
  private static <T extends Comparable<T>> int compareSame(Object one, Object other) {
    return ((T) one).compareTo((T) other);
  }

  /** The first day that a row can be of; empty where the condition leaves it open. */
  static Optional<LocalDate> first(Filter filter, String property) {
    return switch (filter) {
      case And and ->
          and.parts().stream()
              .flatMap(part -> first(part, property).stream())
              .max(LocalDate::compareTo);
      case Comparison(var name, var operator, var value) when name.equals(property) ->
          value
              .map(LocalDate.class::cast)
              .flatMap(
                  day ->
                      switch (operator) {
                        case EQ, GE -> Optional.of(day);
                        case GT -> Optional.of(day.plusDays(1));
                        case NE, LT, LE -> Optional.empty();
                      });
      default -> Optional.empty();
    };
  }

  /** The last day that a row can be of; empty where the condition leaves it open. */
  static Optional<LocalDate> last(Filter filter, String property) {
    return switch (filter) {
      case And and ->
          and.parts().stream()
              .flatMap(part -> last(part, property).stream())
              .min(LocalDate::compareTo);
      case Comparison(var name, var operator, var value) when name.equals(property) ->
          value
              .map(LocalDate.class::cast)
              .flatMap(
                  day ->
                      switch (operator) {
                        case EQ, LE -> Optional.of(day);
                        case LT -> Optional.of(day.minusDays(1));
                        case NE, GT, GE -> Optional.empty();
                      });
      default -> Optional.empty();
    };
  }
}
