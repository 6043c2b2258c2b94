package io.rapport.metrics.odata;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody wants of an entity set.
 *
 * @param select empty for all properties
 * @param orderBy empty for the order of the set's key
 * @param top how many rows at most, over all pages
 * @param skip how many rows are left out first
 * @param count whether to tell how many rows there are
 * @param after where the page begins, if it is not the first
 */
record Query(
    EntitySet set,
    Filter filter,
    List<EntitySet.Property> select,
    List<Order> orderBy,
    OptionalLong top,
    long skip,
    boolean count,
    Optional<SkipToken> after) {

  Query {
    requireNonNull(set, "set is null");
    requireNonNull(filter, "filter is null");
    select = List.copyOf(select);
    orderBy = List.copyOf(orderBy);
    requireNonNull(top, "top is null");
    requireNonNull(after, "after is null");
  }

  /** The properties of the answer. */
  List<EntitySet.Property> properties() {
    return select.isEmpty() ? set.properties() : select;
  }

  /** Whether all rows must be known before the first can be given. */
  boolean needsAll() {
    return count || !orderBy.isEmpty();
  }

  /** How many rows are wanted after those that came before. */
  long wanted() {
    long delivered = after.map(SkipToken::delivered).orElse(0L);
    return Math.max(0, top.orElse(Long.MAX_VALUE) - delivered);
  }

  /** One property to sort by; null comes before every value. */
  record Order(String property, boolean descending) {

    Comparator<Row> comparator() {
      Comparator<Row> ascending =
          Comparator.comparing(
              row -> row.value(property),
              (a, b) ->
                  a.isPresent() && b.isPresent()
                      ? Filter.compare(a.get(), b.get())
                      : Boolean.compare(a.isPresent(), b.isPresent()));
      return descending ? ascending.reversed() : ascending;
    }
  }

  /** The order of the answer; stable, so rows that are alike stay in the order of the key. */
  Comparator<Row> comparator() {
    return orderBy.stream()
        .map(Order::comparator)
        .reduce(Comparator::thenComparing)
        .orElse((a, b) -> 0);
  }
}
